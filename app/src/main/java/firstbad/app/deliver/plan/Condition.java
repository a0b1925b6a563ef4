package firstbad.app.deliver.plan;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.app.cli.Durations;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * One thing that a subscription asks of an event.
 *
 * @param name as in the file
 * @param holds whether an event, as JSON by its schema, is as asked
 */
public record Condition(String name, Predicate<JsonNode> holds) {

  /** How a value of an event is compared with what the file says. */
  enum Comparison {
    /** One of these words, in any case. */
    WORD,
    /** All words of one of these texts, in any order and case. */
    ALL_WORDS,
    /** A {@link Glob}. */
    GLOB,
    /** The same for the path of a file. */
    PATH,
    /** Milliseconds, as many as in this duration or more. */
    AT_LEAST;

    Predicate<String> of(String asked) {
      String lower = asked.toLowerCase(Locale.ROOT);
      return switch (this) {
        case WORD -> value -> value.equalsIgnoreCase(asked);
        case ALL_WORDS -> {
          List<String> words = List.of(lower.strip().split("\\s+", -1));
          yield value -> {
            String text = value.toLowerCase(Locale.ROOT);
            return words.stream().allMatch(text::contains);
          };
        }
        case GLOB -> Glob.pattern(asked).asMatchPredicate();
        case PATH -> {
          PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + asked);
          yield value -> matches(matcher, value);
        }
        case AT_LEAST -> {
          long least = new Durations().convert(asked).toMillis();
          yield value -> Long.parseLong(value) >= least;
        }
      };
    }

    private static boolean matches(PathMatcher matcher, String value) {
      try {
        return matcher.matches(Path.of(value));
      } catch (InvalidPathException e) {
        return false;
      }
    }
  }
}
