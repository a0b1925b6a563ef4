package firstbad.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as one types it: {@code 500ms}, {@code 2m}, {@code 1.5h}, {@code 30d}. */
public final class Durations implements ITypeConverter<Duration> {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h|d)");
  private static final Map<String, Integer> MILLISECONDS =
      Map.of("ms", 1, "s", 1000, "m", 60_000, "h", 3_600_000, "d", 86_400_000);
  private static final List<String> LARGEST_FIRST = List.of("d", "h", "m", "s");

  @Override
  public Duration convert(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration such as 500ms, 30s, 1.5h or 30d");
    }
    double unit = MILLISECONDS.getOrDefault(shape.group(2), 1);
    return Duration.ofMillis(Math.round(Double.parseDouble(shape.group(1)) * unit));
  }

  /** The duration as one types it, in the largest unit that leaves nothing over. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : LARGEST_FIRST) {
      long length = MILLISECONDS.getOrDefault(unit, 1);
      if (millis > 0 && millis % length == 0) {
        return millis / length + unit;
      }
    }
    return millis + "ms";
  }
}
