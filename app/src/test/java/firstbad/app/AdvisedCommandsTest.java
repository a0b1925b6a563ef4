package firstbad.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.MissingParameterException;

/** What a sentence or a help text tells people to type is what the command understands. */
class AdvisedCommandsTest {
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

  /** In a sentence, and as an example of a help text, after which a remark may stand. */
  private static final List<Pattern> ADVICE =
      List.of(
          Pattern.compile("'firstbad ([a-z][^'|>]*)'"),
          Pattern.compile("with: firstbad ([a-z][^|>]*)$"),
          Pattern.compile("^ {2}firstbad ([a-z][^|>]*?)(?: {2,}.*| [|>].*)?$"));

  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^' ])+");
  private static final Pattern BLANK = Pattern.compile("%[sd]|\\{\\}");

  static Set<String> commands() throws IOException {
    Set<String> commands = new TreeSet<>();
    try (Stream<Path> sources = Files.find(Path.of(".."), 12, (path, any) -> isSource(path))) {
      for (Path source : sources.toList()) {
        String code = JOINED.matcher(Files.readString(source)).replaceAll("");
        Matcher text = TEXT.matcher(code);
        while (text.find()) {
          String said = text.group(1).replace("%n", "");
          for (Pattern pattern : ADVICE) {
            Matcher advice = pattern.matcher(said);
            while (advice.find()) {
              commands.add(BLANK.matcher(advice.group(1)).replaceAll("7"));
            }
          }
        }
      }
    }
    assertThat(commands)
        .hasSizeGreaterThan(40)
        .contains(
            "topics --alter", "replay --to-prefix PREFIX --partitions 7 --hand-over", "forget 7");
    return commands;
  }

  private static boolean isSource(Path path) {
    return path.toString().endsWith(".java")
        && path.toString().contains("src/main/java")
        && !path.toString().contains("target");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void it_is_understood(String command) {
    List<String> words =
        WORD.matcher(command).results().map(word -> word.group().replace("'", "")).toList();

    try {
      var unused = Call.line().parseArgs(words.toArray(String[]::new));
    } catch (MissingParameterException e) {
      // A sentence may name a command without saying what it is to be given.
      assertThat(words).as("%s", e).hasSize(1);
    }
  }
}
