package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of topics and events is the one that the tables and the schemas make. */
class EventsPageTest {
  private static final Path PAGE = Path.of("../docs/events.md");

  @Test
  void it_is_as_the_tables_and_schemas_say() throws IOException {
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(PAGE, EventsPage.made());
    }
    assertThat(EventsPage.made().equals(Files.readString(PAGE)))
        .as("docs/events.md is as the schemas say; -Dgolden.rewrite=true writes it anew")
        .isTrue();
  }
}
