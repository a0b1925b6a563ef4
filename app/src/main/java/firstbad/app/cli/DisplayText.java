package firstbad.app.cli;

import firstbad.story.Phrases;
import firstbad.story.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text for a person: safe to show, wrapped, and times as one says them. */
public final class DisplayText {
  private static final String BREAKS_BEHIND = "/,-)";
  private static final Pattern ADDRESS = Pattern.compile("[(<\"']?[a-z][a-z+.-]*://");

  /** Where a number and what it counts, or hours and minutes, are not to be torn apart. */
  private static final Pattern COUNTED =
      Pattern.compile(
          "\\d (?:ms|[dhms]|bad|good|skipped|commits?|revisions?|runs?|steps?)\\b"
              + "|[dhm] \\d+ [hms]\\b");

  private static final Pattern COMMAND_OR_WORD =
      Pattern.compile(
          "(?<command>'[^']*'[.,;:]?|(?<=: )\\S*(?:firstbad|kafka-[a-z-]+(?:\\.sh)?) .*$)|\\S+");

  private static final Pattern PLAIN_WORD = Pattern.compile("[\\w@%+=:,./-]+");

  /**
   * Text from a log or a label, safe on a terminal: {@link VisibleText}, which the page uses too.
   */
  public static String visible(String text) {
    return VisibleText.of(text);
  }

  /** Text at the right end of a column of so many characters. */
  public static String rightIn(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /**
   * Text in lines of at most so many characters, broken at blanks; a word that is too long for a
   * line is broken after a slash, a comma or a hyphen, and where it has none, anywhere. An address
   * that fits into a line stays whole: it is there to be copied. A number stays with what it
   * counts.
   */
  public static List<String> wrapped(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (rest.length() > columns) {
      int at = breakBefore(rest, columns);
      lines.add(rest.substring(0, at).stripTrailing());
      rest = rest.substring(at).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static int breakBefore(String text, int columns) {
    int blank = text.lastIndexOf(' ', columns);
    while (blank > columns / 2
        && COUNTED.matcher(text).region(blank - 1, text.length()).lookingAt()) {
      blank = text.lastIndexOf(' ', blank - 1);
    }
    if (ADDRESS.matcher(text).region(blank + 1, text.length()).lookingAt()) {
      int end = text.indexOf(' ', blank + 1);
      int length = (end < 0 ? text.length() : end) - blank - 1;
      if (blank > 0 && length <= columns) {
        return blank;
      }
    }
    if (blank > columns / 3) {
      return blank;
    }
    for (int at = columns; at > columns / 3; at--) {
      if (BREAKS_BEHIND.indexOf(text.charAt(at - 1)) >= 0) {
        return at;
      }
    }
    return blank > 0 ? blank : columns;
  }

  /**
   * The same, with each command that the text quotes, or that ends a sentence after a colon, in one
   * piece, however long: it is there to be copied.
   */
  public static List<String> wrappedAroundCommands(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    Matcher word = COMMAND_OR_WORD.matcher(text.strip());
    while (word.find()) {
      if (!line.isEmpty() && line.length() + 1 + word.group().length() > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word.group());
      if (line.length() > columns && word.group("command") == null) {
        List<String> parts = wrapped(line.toString(), columns);
        lines.addAll(parts.subList(0, parts.size() - 1));
        line = new StringBuilder(parts.get(parts.size() - 1));
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /**
   * A command in lines of at most so many characters, where its words are that short: they end in
   * backslashes, so that a shell takes what is copied as one.
   */
  public static List<String> command(String command, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : command.split(" ", -1)) {
      if (!line.toString().isBlank() && line.length() + 1 + word.length() + 2 > columns) {
        lines.add(line.append(" \\").toString());
        line.setLength(0);
        line.append("   ");
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The first digits of a hash; anything else as it is. */
  public static String shortHash(String hash) {
    return Phrases.abbreviated(hash);
  }

  /** A duration in milliseconds, as a person says it: {@code 2 h 58 m}, {@code 3.1 s}. */
  public static String duration(long ms) {
    return Phrases.duration(ms);
  }

  /** The lines of a text that hold something, in one. */
  public static String oneLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).collect(Collectors.joining(" / "));
  }

  /** Text as one word of a shell. */
  public static String shellWord(String text) {
    return PLAIN_WORD.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** {@code 1 revision}, {@code 2 revisions}. */
  public static String count(long number, String noun) {
    return Phrases.count(number, noun);
  }

  private DisplayText() {}
}
