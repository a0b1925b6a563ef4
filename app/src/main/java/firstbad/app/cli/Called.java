package firstbad.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** How this program was called: what a person types to call it again. */
public final class Called {
  private static final String NAME = "firstbad";

  /**
   * Commands that read or write Kafka by themselves, and so take {@link KafkaOptions}. That of
   * {@code bisect} ends with another program's command, to which nothing can be added.
   */
  private static final Set<String> OF_KAFKA =
      Set.of(
          "alerts",
          "crashes",
          "culprits",
          "dead-letters",
          "deliver",
          "doctor",
          "evaluate",
          "forget",
          "import",
          "publish",
          "replay",
          "server",
          "show",
          "suspects",
          "topics",
          "topology",
          "undelivered",
          "verify");

  /** Those of them that take the application id of a topology. */
  private static final Set<String> OF_TOPOLOGY =
      Set.of("doctor", "forget", "server", "topics", "topology");

  /** What a command repeats of another one's options, and how it is written there. */
  private static final Map<String, List<String>> REPEATED = new LinkedHashMap<>();

  static {
    REPEATED.put("--prefix", List.of("-p", "--prefix"));
    REPEATED.put("--bootstrap-servers", List.of("-b", "--bootstrap-servers"));
    REPEATED.put("--registry", List.of("-r", "--registry"));
    REPEATED.put("--config", List.of("-c", "--config"));
    REPEATED.put("--application-id", List.of("--application-id"));
  }

  private static final Pattern QUOTED = Pattern.compile("'" + NAME + " (([a-z-]+)[^']*)'");

  /** One that ends its sentence. */
  private static final Pattern LAST =
      Pattern.compile("(?<=: )" + NAME + " (([a-z-]+).*?)(?=\\.?$|\\. )", Pattern.MULTILINE);

  private Called() {}

  /** {@code firstbad} where the PATH finds it, else the path of the launcher, for a shell. */
  public static String name() {
    return DisplayText.shellWord(System.getProperty("firstbad.called", NAME));
  }

  /** A sentence whose quoted commands can be typed as they stand. */
  public static String in(String sentence) {
    return sentence.replace("'" + NAME + " ", "'" + name() + " ");
  }

  /**
   * The same; each command repeats what this one was told about where Kafka is, so that it means
   * the same topics. What variables say holds for both.
   *
   * @param command that says the sentence
   */
  public static String in(String sentence, CommandLine command) {
    Map<String, String> given = given(command.getParseResult());
    String quoted =
        QUOTED.matcher(sentence).replaceAll(found -> literal("'" + again(found, given) + "'"));
    return LAST.matcher(quoted)
        .replaceAll(
            found -> {
              String again = again(found, given);
              // What ends with a full stop must be told from the one of the sentence.
              return literal(
                  again.endsWith(".") && !given.isEmpty()
                      ? again.replaceFirst("(\\S+)$", "'$1'")
                      : again);
            });
  }

  /** Whether a command has one of the options that are repeated. */
  public static boolean takes(String command, String option) {
    Set<String> commands = option.equals("--application-id") ? OF_TOPOLOGY : OF_KAFKA;
    return commands.contains(command);
  }

  private static String literal(String text) {
    return Matcher.quoteReplacement(text);
  }

  private static Map<String, String> given(@Nullable ParseResult parsed) {
    Map<String, String> given = new LinkedHashMap<>();
    if (parsed == null) {
      return given;
    }
    for (String option : REPEATED.keySet()) {
      OptionSpec matched = parsed.matchedOption(option);
      if (matched != null && !matched.originalStringValues().isEmpty()) {
        List<String> values = matched.originalStringValues();
        given.put(option, DisplayText.shellWord(values.get(values.size() - 1)));
      }
    }
    return given;
  }

  private static String again(MatchResult found, Map<String, String> given) {
    List<String> words = new ArrayList<>(List.of(name(), found.group(1)));
    given.forEach(
        (option, value) -> {
          List<String> said = List.of(found.group(1).split(" "));
          if (takes(found.group(2), option)
              && REPEATED.getOrDefault(option, List.of()).stream().noneMatch(said::contains)) {
            words.add(option);
            words.add(value);
          }
        });
    return String.join(" ", words);
  }
}
