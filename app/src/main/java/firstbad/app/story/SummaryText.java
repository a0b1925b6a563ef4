package firstbad.app.story;

import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.Called;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Terminal;
import firstbad.story.Advice;
import firstbad.story.Summary;
import java.util.ArrayList;
import java.util.List;

/** The box on top of a bisection, on a terminal: the sentences of the page, one below the other. */
public final class SummaryText {
  private static final String MARGIN = "  ";
  private static final String COMMAND = "      ";

  /** Of one command: so many lines are shown whole, and of a longer one so many. */
  private static final int MOST_LINES = 12;

  private static final int FEW_LINES = 3;

  private final Marks marks;
  private final int columns;
  private final List<String> lines = new ArrayList<>();

  private SummaryText(Terminal terminal) {
    this.marks = new Marks(terminal);
    this.columns = terminal.columns();
  }

  /** Its lines, without line feeds. */
  public static List<String> lines(Summary summary, Terminal terminal) {
    SummaryText text = new SummaryText(terminal);
    text.write(summary);
    return text.lines;
  }

  private void write(Summary summary) {
    paragraph(MARGIN, summary.searched());
    paragraph(MARGIN, summary.ended());
    for (String sentence : summary.happened()) {
      parts(MARGIN, sentence).forEach(part -> lines.add(marks.bold(part)));
    }
    parts(MARGIN, summary.belief()).forEach(part -> lines.add(marks.bold(part)));
    reasons("against it:", summary.reasonsAgainst());
    reasons("for it:", summary.reasonsFor());
    lines.add("");
    lines.add(marks.bold("What to do next"));
    for (Advice advice : summary.next()) {
      bullet("- ", Called.in(advice.sentence()));
      for (String command : advice.commands()) {
        command(visible(command));
      }
    }
  }

  /** One that names hundreds of commits would take the screen; JSON has it whole, on one line. */
  private void command(String command) {
    List<String> parts = DisplayText.command(command, columns - COMMAND.length());
    int shown = parts.size() > MOST_LINES ? FEW_LINES : parts.size();
    parts.subList(0, shown).forEach(part -> lines.add(COMMAND + part));
    if (shown < parts.size()) {
      String more = "... " + (parts.size() - shown) + " more lines; --format json has all of it.";
      DisplayText.wrapped(more, columns - COMMAND.length())
          .forEach(part -> lines.add(COMMAND + marks.faint(part)));
    }
  }

  private void reasons(String heading, List<String> reasons) {
    if (!reasons.isEmpty()) {
      lines.add(MARGIN + marks.faint(heading));
      String sign = heading.startsWith("against") ? "- " : "+ ";
      reasons.forEach(reason -> bullet(sign, reason));
    }
  }

  private void bullet(String sign, String sentence) {
    List<String> parts = DisplayText.wrapped(visible(sentence), columns - 6);
    for (int i = 0; i < parts.size(); i++) {
      lines.add(MARGIN + MARGIN + (i == 0 ? sign : "  ") + parts.get(i));
    }
  }

  private void paragraph(String margin, String sentence) {
    lines.addAll(parts(margin, sentence));
  }

  private List<String> parts(String margin, String sentence) {
    return DisplayText.wrapped(visible(sentence), columns - margin.length()).stream()
        .map(part -> margin + part)
        .toList();
  }
}
