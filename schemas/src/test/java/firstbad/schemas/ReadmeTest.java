package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README says of every topic what the contract fixes, and who writes and reads it. */
class ReadmeTest {

  @ParameterizedTest
  @EnumSource(Topic.class)
  void every_topic_has_a_true_row_in_both_tables(Topic topic) throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `" + topic.suffix() + "` |"))
            .toList();

    assertThat(rows).hasSize(2);
    String contract = rows.get(0);
    String cleanUp = topic.configs().getOrDefault("cleanup.policy", "");
    assertThat(contract.contains("compact")).isEqualTo(cleanUp.contains("compact"));
    assertThat(contract.contains("delete")).isEqualTo(cleanUp.contains("delete"));
    assertThat(contract.contains("| 1 |")).isEqualTo(topic.width() == Topic.Width.ONE);
    long retention = Long.parseLong(topic.configs().getOrDefault("retention.ms", "0"));
    if (retention > 0) {
      assertThat(contract).contains(Duration.ofMillis(retention).toDays() + " days");
    }
  }
}
