package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A migration that a view may have gone through is never edited again. */
class MigrationsTest {
  private static final Path SCHEMA = Path.of("src/main/resources/firstbad/server/view/schema");
  private static final Path CHECKSUMS = Path.of("src/test/resources/migrations.sha256");

  @Test
  void noMigrationIsEditedOrTakenAway() throws IOException {
    Map<String, String> stored = new TreeMap<>();
    for (String line : Files.readAllLines(CHECKSUMS, StandardCharsets.UTF_8)) {
      List<String> parts = List.of(line.split(" +", 2));
      stored.put(parts.get(1), parts.get(0));
    }
    Map<String, String> now = checksums();
    assertThat(stored).isNotEmpty();
    assertThat(now)
        .as(
            "A migration is never edited: views that went through it would be refused. Add the next one, and its line to %s (sha256sum).",
            CHECKSUMS)
        .isEqualTo(stored);
  }

  private static Map<String, String> checksums() throws IOException {
    Map<String, String> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SCHEMA)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = SCHEMA.relativize(file).toString().replace('\\', '/');
        checksums.put(name, sha256(Files.readString(file, StandardCharsets.UTF_8)));
      }
    }
    return checksums;
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
