package firstbad.app;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of who writes and who reads each topic, in the README of {@code schemas}. */
class TopicTableTest {
  private static final Pattern COMMAND = Pattern.compile("`([a-z][a-z-]*)[^`]*`");

  /** As code writes a record: {@code send(Topic.X}, or a record for {@code name(Topic.X)}. */
  private static final Pattern WRITES =
      Pattern.compile(
          "(?:\\b(?:send|write)\\(\\s*|ProducerRecord<>\\(\\s*[\\w.()]*\\bname\\("
              + "|\\bput\\(\\s*producer,\\s*topics\\.name\\()Topic\\.([A-Z_]+)");

  /** How the table calls what is in a folder below {@code src/main/java/firstbad}. */
  private static final Map<String, List<String>> WRITERS =
      Map.of(
          "app/deliver", List.of("`deliver`", "`undelivered resend`"),
          "app/letters", List.of("`dead-letters resend`"),
          "app/replay", List.of("`forget`", "`replay`"),
          "app/verify", List.of("`verify`"),
          "publisher", List.of("publishers"),
          "topology/event", List.of("topology"));

  @ParameterizedTest
  @EnumSource(Topic.class)
  void names_commands_that_there_are(Topic topic) throws IOException {
    List<String> cells = row(topic);
    for (String cell : List.of(cells.get(2), cells.get(3))) {
      Matcher named = COMMAND.matcher(cell);
      while (named.find()) {
        assertThat(Call.line().getSubcommands()).containsKey(named.group(1));
      }
    }
  }

  @Test
  void names_everybody_who_writes() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : List.of("app", "publisher", "server", "topology")) {
      Path sources = Path.of("..", module, "src/main/java/firstbad");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          Matcher writes = WRITES.matcher(Files.readString(file));
          while (writes.find()) {
            found.add(writes.group(1));
            assertNamed(Topic.valueOf(writes.group(1)), sources.relativize(file).toString());
          }
        }
      }
    }
    assertThat(found).contains("VERIFICATIONS", "DELIVERIES", "UNDELIVERED", "ALERTS", "CULPRITS");
  }

  private static void assertNamed(Topic topic, String file) throws IOException {
    List<String> writers =
        WRITERS.entrySet().stream()
            .filter(folder -> file.startsWith(folder.getKey() + "/"))
            .findFirst()
            .map(Map.Entry::getValue)
            .orElseThrow(() -> new AssertionError(file + " writes " + topic + ": who is that?"));
    assertThat(writers).as(file).anySatisfy(each -> assertThat(row(topic).get(2)).contains(each));
  }

  private static List<String> row(Topic topic) throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "schemas", "README.md")).stream()
            .filter(line -> line.startsWith("| `" + topic.suffix() + "` |"))
            .toList();
    return List.of(rows.get(1).split("\\|", -1));
  }
}
