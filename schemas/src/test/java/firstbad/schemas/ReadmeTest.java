package firstbad.schemas;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README says of every topic what the contract fixes, and who writes and reads it. */
class ReadmeTest {
  private static final int KEY = 2;
  private static final int HEADERS = 5;
  private static final Pattern NAME =
      Pattern.compile("`(?:firstbad)?(-[a-z0-9-]+)`|`(ce_[a-z]+|traceparent)`");

  @ParameterizedTest
  @EnumSource(Topic.class)
  void every_topic_has_a_true_row_in_both_tables(Topic topic) throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `" + topic.suffix() + "` |"))
            .toList();

    assertThat(rows).hasSize(2);
    List<String> cells = List.of(rows.get(0).split("\\|", -1));
    assertThat(cells.get(KEY)).contains(key(topic.key()));
    assertThat(headers(cells.get(HEADERS)))
        .isEqualTo(RecordHeader.of(topic).stream().map(RecordHeader::header).collect(toSet()));
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

  /** As the README has it. */
  private static String key(Topic.Key key) {
    return switch (key) {
      case BISECTION_ID -> "bisection id";
      case REVISION_ID -> "id, `/`, ordinal; partition of the id";
      case COMMIT -> "full hash of a commit";
      case PARAMETERS -> "version of the parameters";
      case AS_READ -> "as read";
      case VERIFICATION_ID -> "id, `/`, source";
      case RECEIVER_AND_EVENT -> ", `/`, delivery key";
    };
  }

  private static Set<String> headers(String cell) {
    return NAME.matcher(cell)
        .results()
        .map(name -> name.group(1) == null ? name.group(2) : "firstbad" + name.group(1))
        .collect(toSet());
  }
}
