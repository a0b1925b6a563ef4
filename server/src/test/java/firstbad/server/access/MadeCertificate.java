package firstbad.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.testing.Prerequisite;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of this machine, made by its openssl. */
public final class MadeCertificate {

  private MadeCertificate() {}

  /**
   * Makes one.
   *
   * @param kind of the key, as openssl calls it: {@code rsa:2048}
   */
  public static Certificate in(Path folder, String kind) throws IOException, InterruptedException {
    Path chain = folder.resolve("cert.pem");
    Path key = folder.resolve("key.pem");
    Process openssl;
    try {
      openssl =
          new ProcessBuilder(
                  List.of(
                      "openssl",
                      "req",
                      "-x509",
                      "-newkey",
                      kind,
                      "-nodes",
                      "-days",
                      "1",
                      "-subj",
                      "/CN=localhost",
                      "-addext",
                      "subjectAltName=DNS:localhost,IP:127.0.0.1",
                      "-keyout",
                      key.toString(),
                      "-out",
                      chain.toString()))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("openssl.log").toFile())
              .start();
    } catch (IOException e) {
      Prerequisite.require(false, "No certificate can be made without openssl; install openssl.");
      throw e;
    }
    assertThat(openssl.waitFor()).isZero();
    return new Certificate(chain, key);
  }

  /** A client that trusts this certificate and no other. */
  public static HttpClient trusting(Certificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificate.chain())) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls).build();
  }
}
