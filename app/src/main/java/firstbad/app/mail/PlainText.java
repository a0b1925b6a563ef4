package firstbad.app.mail;

import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.DisplayText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of a mail as they grow. What is put in may come from a log; control characters show. */
final class PlainText {
  /** What kernel lists wrap at. */
  static final int COLUMNS = 72;

  private static final int LABEL = 10;

  /**
   * What robots of kernel lists look for where a line begins: commands to a tracker and trailers. A
   * long title can be broken so that its words stand there.
   */
  private static final Pattern FOR_ROBOTS =
      Pattern.compile("[#@>+-].*|(?i)(fixes|link|closes|cc|from|subject|[a-z-]{1,40}-by): .*");

  private final StringBuilder text = new StringBuilder(2048);

  /** Sentences, wrapped, and an empty line; indented where a robot would take them for its own. */
  void paragraph(String sentences) {
    List<String> lines = wrapped(sentences, COLUMNS);
    if (lines.stream().anyMatch(line -> FOR_ROBOTS.matcher(line).matches())) {
      lines = wrapped(sentences, COLUMNS - 1).stream().map(line -> " " + line).toList();
    }
    lines.forEach(this::line);
    gap();
  }

  /** A word and what is to be said of it, wrapped under itself. */
  void row(String label, String value) {
    if (value.isBlank()) {
      return;
    }
    String name = label + ":" + " ".repeat(Math.max(1, LABEL - label.length() - 1));
    List<String> lines = wrapped(value, COLUMNS - 2 - LABEL);
    for (int i = 0; i < lines.size(); i++) {
      line("  " + (i == 0 ? name : " ".repeat(LABEL)) + lines.get(i));
    }
  }

  void bullet(String sentence) {
    bullet("- ", sentence);
  }

  private void bullet(String sign, String sentence) {
    List<String> lines = wrapped(sentence, COLUMNS - 4);
    for (int i = 0; i < lines.size(); i++) {
      line("  " + (i == 0 ? sign : "  ") + lines.get(i));
    }
  }

  /** Lines of so many columns; an address stays whole, on a line of its own where it is longer. */
  private static List<String> wrapped(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder between = new StringBuilder();
    for (String word : visible(text).strip().split(" +", -1)) {
      if (word.contains("://") && word.length() > columns / 2) {
        take(between, columns, lines);
        lines.add(word);
      } else {
        between.append(word).append(' ');
      }
    }
    take(between, columns, lines);
    return lines;
  }

  private static void take(StringBuilder between, int columns, List<String> lines) {
    if (!between.toString().isBlank()) {
      lines.addAll(DisplayText.wrapped(between.toString(), columns));
    }
    between.setLength(0);
  }

  /** Clauses under a heading, and an empty line; nothing where there are none. */
  void list(String heading, List<String> clauses) {
    list(heading, "- ", clauses);
  }

  /** The reasons against a result and for it, told apart by their signs, as on a terminal. */
  void reasons(String result, List<String> against, List<String> inFavour) {
    list("Against " + result + ":", "- ", against);
    list("For " + result + ":", "+ ", inFavour);
  }

  /** What was read for these reasons, and what was not. */
  void whatTrustIs() {
    paragraph(
        "Trust is judged from the log of this bisection alone: which crashes were seen where, and"
            + " how the range moved. It cannot see a crash that failed to happen, and it proves"
            + " nothing.");
  }

  private void list(String heading, String sign, List<String> clauses) {
    if (!clauses.isEmpty()) {
      line(heading);
      clauses.forEach(clause -> bullet(sign, clause));
      gap();
    }
  }

  /** One of a list whose members have no sign, wrapped under itself. */
  void member(String text) {
    List<String> lines = wrapped(text, COLUMNS - 4);
    for (int i = 0; i < lines.size(); i++) {
      line((i == 0 ? "  " : "    ") + lines.get(i));
    }
  }

  /** A command that belongs to a clause of a list, under the clause's words. */
  void command(String command) {
    command("    ", command);
  }

  /** A command to be copied, in several lines where it is long. */
  void commandAlone(String command) {
    command("  ", command);
  }

  private void command(String indent, String command) {
    DisplayText.command(visible(command), COLUMNS - indent.length())
        .forEach(part -> line(indent + part));
  }

  /** As it is, indented: a command, a quotation. */
  void verbatim(String line) {
    line("  " + visible(line));
  }

  void line(String line) {
    text.append(line).append('\n');
  }

  void gap() {
    text.append('\n');
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing() + "\n";
  }
}
