package firstbad.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"rsa:2048", "ed25519"})
  void what_openssl_makes_is_read(String kind) throws Exception {
    Certificate made = MadeCertificate.in(folder, kind);

    assertThat(made.store().getCertificate("server").getType()).isEqualTo("X.509");
    assertThat(made.store().getKey("server", new char[0])).isNotNull();
  }

  @Test
  void what_cannot_be_used_is_named_with_its_option() throws Exception {
    Certificate made = MadeCertificate.in(folder, "rsa:2048");
    Path text = Files.writeString(folder.resolve("text"), "-----BEGIN RSA PRIVATE KEY-----\n");

    refused(new Certificate(folder.resolve("none"), made.key()), "There is no certificate");
    refused(new Certificate(made.chain(), folder.resolve("none")), "There is no key");
    refused(new Certificate(text, made.key()), "(--tls-cert)");
    refused(new Certificate(made.chain(), text), "openssl pkcs8 -topk8");
  }

  private static void refused(Certificate certificate, String part) {
    assertThatThrownBy(certificate::store)
        .isInstanceOf(AccessException.class)
        .hasMessageContaining(part);
  }
}
