package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority, and a key with a certificate of it for each name, made by OpenSSL. */
final class Certificates {
  private static final String AUTHORITY =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
          + " -subj /CN=authority -keyout authority.key -out authority.pem\n"
          + "echo 'subjectAltName=DNS:localhost,IP:127.0.0.1' > names\n";

  /** The key comes before its certificate, as Kafka wants it. */
  private static final String ONE =
      """
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=$name \
        -keyout $name.key -out $name.csr
      openssl x509 -req -in $name.csr -CA authority.pem -CAkey authority.key -CAcreateserial \
        -days 2 -extfile names -out $name.crt
      cat $name.key $name.crt > $name.pem
      openssl pkcs12 -export -in $name.pem -passout pass:secret -out $name.p12
      """;

  private static final char[] PASSWORD = "secret".toCharArray();

  private final Path folder;

  private Certificates(Path folder) {
    this.folder = folder;
  }

  static Certificates in(Path folder, Iterable<String> names) throws Exception {
    Path said = folder.resolve("openssl.log");
    Process shell =
        new ProcessBuilder(
                "sh",
                "-ec",
                AUTHORITY + "for name in " + String.join(" ", names) + "; do\n" + ONE + "done\n")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(shell.waitFor()).as(Files.readString(said)).isZero();
    return new Certificates(folder);
  }

  /**
   * Settings of Kafka's clients and brokers.
   *
   * @param prefix that they have at a client of the registry
   */
  Map<String, String> settings(String name, String prefix) {
    Map<String, String> settings = new HashMap<>();
    settings.put(prefix + "ssl.keystore.type", "PEM");
    settings.put(prefix + "ssl.keystore.location", folder.resolve(name + ".pem").toString());
    settings.put(prefix + "ssl.truststore.type", "PEM");
    settings.put(prefix + "ssl.truststore.location", folder.resolve("authority.pem").toString());
    return settings;
  }

  /** For a server of the JDK's under one of the names, that trusts the authority alone. */
  SSLContext context(String name) throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(new ByteArrayInputStream(bytes(name + ".p12")), PASSWORD);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "authority",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes("authority.pem"))));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }
}
