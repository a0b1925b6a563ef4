package firstbad.server.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate with its chain, and its key, both as PEM.
 *
 * @param chain the server's own certificate first
 * @param key PKCS #8, not encrypted
 */
public record Certificate(Path chain, Path key) {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

  /**
   * Both as a store whose only entry has no password.
   *
   * @throws AccessException when one is missing, or they are not what they should be
   */
  public KeyStore store() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", privateKey(), new char[0], certificates());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new AccessException("TLS cannot be set up: " + e.getMessage() + ".", e);
    }
  }

  private java.security.cert.Certificate[] certificates() throws IOException {
    try (InputStream in = Files.newInputStream(chain)) {
      var read = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!read.isEmpty()) {
        return read.toArray(new java.security.cert.Certificate[0]);
      }
    } catch (NoSuchFileException e) {
      throw new AccessException("There is no certificate " + chain + " (--tls-cert).", e);
    } catch (CertificateException e) {
      throw new AccessException(
          "The file " + chain + " (--tls-cert) is not a certificate in PEM: " + e.getMessage(), e);
    }
    throw new AccessException("The file " + chain + " (--tls-cert) holds no certificate.");
  }

  private PrivateKey privateKey() throws IOException, GeneralSecurityException {
    String text;
    try {
      text = Files.readString(key);
    } catch (NoSuchFileException e) {
      throw new AccessException("There is no key " + key + " (--tls-key).", e);
    }
    Matcher found = PKCS8.matcher(text);
    if (found.find()) {
      byte[] bytes = Base64.getMimeDecoder().decode(found.group(1));
      for (String kind : KINDS) {
        try {
          return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (InvalidKeySpecException e) {
          // another kind, perhaps
        }
      }
    }
    throw new AccessException(
        "The file "
            + key
            + " (--tls-key) holds no plain PKCS #8 key ('BEGIN PRIVATE KEY'); 'openssl pkcs8 -topk8"
            + " -nodes -in KEY' makes one of any other.");
  }
}
