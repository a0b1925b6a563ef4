package firstbad.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Whether a command prints for a person or for a program. A mixin. */
public final class FormatOption {
  /** Its names and its default, also for a command that prints in one way more. */
  public static final String SHORT = "-f";

  public static final String LONG = "--format";
  public static final String DEFAULT = "text";

  @Option(
      names = {SHORT, LONG},
      defaultValue = DEFAULT,
      paramLabel = "FORMAT",
      description = "text for a person, or json: one object per line.")
  private Format format = Format.TEXT;

  /** Whether some command of a line prints for a program. */
  public static boolean isJson(ParseResult line) {
    return line.asCommandLineList().stream()
        .map(CommandLine::getParseResult)
        .anyMatch(called -> called.matchedOptionValue(LONG, Format.TEXT) == Format.JSON);
  }

  /** Whether a program reads it. */
  public boolean isJson() {
    return format == Format.JSON;
  }
}
