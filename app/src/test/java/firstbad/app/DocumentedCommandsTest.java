package firstbad.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation tells people to type is what the command understands. */
class DocumentedCommandsTest {
  private static final Pattern COMMAND = Pattern.compile("(?:^|[|;&] *)\\./firstbad +([^|>&;]*)");
  private static final Pattern COMMENT = Pattern.compile("  .*");
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^' ])+");

  static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    try (Stream<Path> docs = Files.list(Path.of("..", "docs"))) {
      for (Path page : Stream.concat(Stream.of(Path.of("..", "README.md")), docs).toList()) {
        boolean code = false;
        for (String line : Files.readAllLines(page)) {
          code ^= line.strip().startsWith("```");
          Matcher command = COMMAND.matcher(line.strip());
          while (code && command.find()) {
            commands.add(
                page.getFileName() + ": " + COMMENT.matcher(command.group(1)).replaceAll(""));
          }
        }
      }
    }
    assertThat(commands).hasSizeGreaterThan(20);
    return commands;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void it_is_understood(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command.substring(command.indexOf(':') + 2));
    while (word.find()) {
      words.add(word.group().replace("'", ""));
    }

    assertThatCode(() -> Call.line().parseArgs(words.toArray(String[]::new)))
        .doesNotThrowAnyException();
  }
}
