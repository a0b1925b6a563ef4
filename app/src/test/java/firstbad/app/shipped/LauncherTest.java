package firstbad.app.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./firstbad} does in a checkout, with a Maven that only lays files down. */
class LauncherTest {
  @TempDir private Path folder;
  private Path checkout;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = Files.createDirectories(folder.resolve("checkout"));
    program(checkout.resolve("firstbad"), Files.readString(Path.of("../firstbad")));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>\n");
    program(folder.resolve("bin/mvn"), "#!/bin/sh\n" + laysDown("2.0.0") + "\n");
  }

  @Test
  void what_a_build_of_another_version_left_is_not_in_its_way() throws Exception {
    shell(laysDown("1.0.0"));

    assertThat(firstbad()).endsWith("this is 2.0.0: demo\n");
    assertThat(firstbad()).isEqualTo("this is 2.0.0: demo\n");

    program(folder.resolve("bin/mvn"), "#!/bin/sh\n" + laysDown("2.1.0-SNAPSHOT") + "\n");
    shell(laysDown("2.0.0") + "; touch -d '+1 minute' pom.xml");
    assertThat(firstbad()).endsWith("this is 2.1.0-SNAPSHOT: demo\n");
  }

  private String firstbad() throws Exception {
    return shell("./firstbad demo");
  }

  /** Commands that leave what Maven leaves of a version. */
  private static String laysDown(String version) {
    String home = "app/target/firstbad-%1$s/firstbad-%1$s".formatted(version);
    return "mkdir -p %1$s/bin; printf '#!/bin/sh\\necho \"this is %2$s: $*\"\\n' >%1$s/bin/firstbad; chmod +x %1$s/bin/firstbad"
        .formatted(home, version);
  }

  private String shell(String command) throws Exception {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", command)
            .directory(checkout.toFile())
            .redirectErrorStream(true);
    shell.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
