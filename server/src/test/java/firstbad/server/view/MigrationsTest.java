package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.schemas.Checksums;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A migration that a view may have gone through is never edited again. */
class MigrationsTest {
  private static final Path SCHEMA = Path.of("src/main/resources/firstbad/server/view/schema");
  private static final Path CHECKSUMS = Path.of("src/test/resources/migrations.sha256");

  @Test
  void noMigrationIsEditedOrTakenAway() throws IOException {
    Map<String, String> stored = Checksums.listed(CHECKSUMS);
    assertThat(stored).isNotEmpty();
    assertThat(Checksums.of(SCHEMA, ""))
        .as(
            "A migration is never edited: views that went through it would be refused. Add the next one, and its line to %s (sha256sum).",
            CHECKSUMS)
        .isEqualTo(stored);
  }
}
