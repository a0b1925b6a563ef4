package firstbad.app;

import firstbad.app.cli.DisplayText;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Breaks the lines of help texts at blanks and for the width of the terminal, as all other output
 * does. Picocli would break addresses and times behind their colons, and knows one width.
 */
final class HelpLayout {
  /** So wide that picocli breaks no line itself. */
  private static final int WIDE = 10_000;

  private static final int NARROWEST = 20;

  /** What stands before the arguments of a command. */
  private static final Pattern COMMAND = Pattern.compile("(?:[a-z-]+ )+");

  /**
   * A name and the blanks behind it, or blanks alone, before a column of sentences. Behind the
   * longest name of an option there is one blank.
   */
  private static final Pattern COLUMN =
      Pattern.compile(" {2,6}(?:-\\w, )?--\\S+ +| {2,6}\\S(?:.*?\\S)?? {2,}| {10,}");

  /** Of a command and of those below it. */
  static void apply(CommandLine command, int columns) {
    command.setUsageHelpWidth(WIDE);
    Map<String, IHelpSectionRenderer> sections = command.getHelpSectionMap();
    for (String key : command.getHelpSectionKeys()) {
      IHelpSectionRenderer section = sections.get(key);
      // Examples and the environment are laid out by hand, and a command is one line.
      if (section != null && !key.equals(UsageMessageSpec.SECTION_KEY_FOOTER)) {
        boolean synopsis = key.equals(UsageMessageSpec.SECTION_KEY_SYNOPSIS);
        sections.put(
            key,
            help ->
                broken(section.render(help), columns, synopsis ? help.synopsisHeadingLength() : 0));
      }
    }
    command.getSubcommands().values().forEach(each -> apply(each, columns));
  }

  /**
   * @param before columns that the heading takes on the first line
   */
  private static String broken(String section, int columns, int before) {
    String text =
        section
            .lines()
            .map(line -> before + line.length() <= columns ? line : parts(line, columns, before))
            .collect(Collectors.joining(System.lineSeparator()));
    return section.endsWith("\n") ? text + System.lineSeparator() : text;
  }

  private static String parts(String line, int columns, int before) {
    Matcher command = COMMAND.matcher(line);
    Matcher column = COLUMN.matcher(line);
    String first =
        before > 0 && command.lookingAt()
            ? command.group()
            : column.lookingAt() ? column.group() : blanks(line);
    int indent = before + first.length();
    List<String> parts =
        DisplayText.wrapped(line.substring(first.length()), Math.max(NARROWEST, columns - indent));
    return first + String.join(System.lineSeparator() + " ".repeat(indent), parts);
  }

  private static String blanks(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  private HelpLayout() {}
}
