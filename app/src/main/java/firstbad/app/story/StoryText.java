package firstbad.app.story;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.rightIn;
import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Terminal;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.CulpritFound.CrashedRuns;
import firstbad.bisection.finding.CulpritFound.Evidence;
import firstbad.bisection.finding.Finding.NotUnderstood;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Tool;
import firstbad.events.VerdictCounts;
import firstbad.publisher.TextPublication;
import firstbad.story.LogClock;
import firstbad.story.Phrases;
import firstbad.story.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A story for a person: what was searched, how the search went, how it ended and why. (Longer than
 * most files, since it is one page: every part stands where it is printed, in a few statements.)
 */
public final class StoryText {
  private static final int LABEL = 13;
  private static final int WIDEST_LABEL = 24;
  private static final Pattern ADDRESS = Pattern.compile("[a-z][a-z+.-]*://\\S{1,500}");
  private static final int SHARE = 12;
  private static final int NARROW_SHARE = 10;
  private static final int CANDIDATES_SHOWN = 20;

  private final Story story;
  private final Bisection head;
  private final Marks marks;
  private final int columns;
  private int label = LABEL;
  private final StringBuilder text = new StringBuilder(4096);

  private StoryText(Story story, Terminal terminal) {
    this.story = story;
    this.head = story.head();
    this.marks = new Marks(terminal);
    this.columns = terminal.columns();
  }

  /** The whole story, with a line feed at the end. */
  public static String of(Story story, Terminal terminal) {
    StoryText written = new StoryText(story, terminal);
    written.tellSummary(terminal);
    written.tellHead();
    written.tellSearch(terminal);
    written.tellEnding();
    written.tellEvidence();
    written.tellDoubts();
    return written.text.toString();
  }

  /** The story in one line: how it ended, and where. */
  public static String line(Story story, Terminal terminal) {
    Marks marks = new Marks(terminal);
    Bisection head = story.head();
    String ending =
        head.culprit() == null
            ? ""
            : shortHash(head.culprit()) + " " + orEmpty(head.culpritTitle()) + "  ";
    return marks.bold(visible(head.id()))
        + "  "
        + visible(ending + story.summary().headline())
        + visible(doubts(head))
        + "\n";
  }

  /** What the headline rests on, where that is less than a whole log. */
  private static String doubts(Bisection head) {
    long holes = head.remarks().stream().filter(remark -> remark.kind().hole()).count();
    long unknown = head.lines().unknown();
    return (holes == 0 ? "" : ", with holes")
        + (unknown == 0 ? "" : ", " + DisplayText.count(unknown, "line") + " not understood");
  }

  private void tellSummary(Terminal terminal) {
    Summary summary = story.summary();
    String id = visible(head.id());
    for (String part : DisplayText.wrapped(id + ": " + visible(summary.headline()), columns)) {
      line(part.startsWith(id + ":") ? marks.bold(id) + part.substring(id.length()) : part);
    }
    SummaryText.lines(summary, terminal).forEach(this::line);
  }

  private void tellHead() {
    int before = text.length();
    gap();
    heading("In full");
    int after = text.length();
    widen(head.labels().keySet());
    tellFacts();
    label = LABEL;
    if (text.length() == after) {
      text.setLength(before); // a heading alone says nothing
    }
  }

  private void tellFacts() {
    if (!head.bugTitles().isEmpty()) {
      row("the bug", titles(head.bugTitles()));
    }
    new TreeMap<>(head.labels()).forEach((key, value) -> row(name(key), visible(value)));
    if (head.startCommit() != null) {
      String asked = head.requestedStart();
      row(
          head.tool() == Tool.GIT ? "start" : "original",
          visible(head.startCommit())
              + (asked == null || asked.equals(head.startCommit())
                  ? ""
                  : " (asked for " + visible(asked) + ")"));
    }
    tellTimes(story.summary().clock());
    CulpritFound culprit = story.culprit();
    boolean over = culprit != null && culprit.crashesAt() != null && culprit.cleanAt() != null;
    row(over ? "first range" : "range left", range());
    row(story.verdicts().getSkip() > 0 ? "tried" : "tested", tested());
  }

  private void tellTimes(LogClock clock) {
    if (clock != LogClock.END_ONLY) {
      row("started", time(head.startedAt()));
    }
    Long endedAt = head.endedAt();
    Long took = head.totalTimeMs();
    if (clock == LogClock.BY_TOTAL && endedAt != null && took != null) {
      long end = head.startedAt() + took;
      row("ended", time(end));
      row("end received", endedAt < end ? "" : time(endedAt));
    } else if (endedAt != null) {
      row(clock == LogClock.OWN ? "ended" : "end received", time(endedAt));
    } else if (clock == LogClock.READ_LATER) {
      row("first line", time(story.revisions().get(0).openedAt()));
    }
  }

  /** All facts stand in a column as wide as the names of labels, as far as these are usual. */
  private void widen(Set<String> labels) {
    for (String key : labels) {
      int wide = name(key).length() + 1;
      label = wide > WIDEST_LABEL ? label : Math.max(label, wide);
    }
  }

  /** Of a label: what this program itself says is no key to its reader. */
  private static String name(String key) {
    return key.equals(TextPublication.READ_AS) ? "read as" : visible(key);
  }

  /** Empty where nobody knows: a log that was only read has no time but its own. */
  private static String time(long ms) {
    return ms <= 0 ? "" : Phrases.time(Instant.ofEpochMilli(ms));
  }

  /** Where the search began, once it is over; what is still open, before. */
  private String range() {
    CulpritFound culprit = story.culprit();
    if (culprit != null && culprit.crashesAt() != null && culprit.cleanAt() != null) {
      return range(culprit.crashesAt(), culprit.cleanAt());
    }
    Bisection.Range range = head.range();
    if (range == null) {
      return "";
    }
    String left = head.outcome() == Outcome.RUNNING ? story.left().inWords() : "";
    return range(range.crashesAt(), range.cleanAt())
        + (left.isEmpty() ? "" : ", " + left)
        + (story.rangeDoubted() ? ", if every verdict is right" : "");
  }

  /** Git knows of its ends; whether they crash is known where the log has their tests. */
  private String range(String crashes, String clean) {
    boolean untested =
        head.remarks().stream().anyMatch(remark -> remark.kind() == Remark.Kind.UNTESTED_RANGE_END);
    if (story.inWordsOnly()) {
      return shortHash(crashes) + " is bad, " + shortHash(clean) + " is good";
    }
    return untested
        ? "between " + shortHash(crashes) + " and " + shortHash(clean) + ", as git was told"
        : shortHash(crashes) + " crashes, " + shortHash(clean) + " does not";
  }

  private String tested() {
    VerdictCounts verdicts = story.verdicts();
    if (verdicts.getTested() == 0) {
      return ""; // the summary says so
    }
    String took =
        head.totalTimeMs() == null ? "" : " in " + DisplayText.duration(head.totalTimeMs());
    return count(verdicts.getTested(), "revision")
        + took
        + ": "
        + Phrases.verdicts(verdicts.getBad(), verdicts.getGood(), verdicts.getSkip());
  }

  private void tellSearch(Terminal terminal) {
    if (story.revisions().isEmpty()) {
      return;
    }
    gap();
    heading("The search");
    SearchRows rows = new SearchRows(story, terminal);
    rows.all().forEach(this::line);
    line("");
    rows.legend(columns).forEach(this::line);
  }

  private void tellEnding() {
    if (head.culprit() == null && (head.outcome() == Outcome.RUNNING || !endingSaid())) {
      return;
    }
    gap();
    if (head.culprit() != null) {
      heading(fix() ? "The fix" : "The culprit");
      line("  " + marks.own(head.culprit()));
      DisplayText.wrapped(visible(orEmpty(head.culpritTitle())), columns - 2)
          .forEach(part -> line("  " + marks.bold(part)));
      culpritDetails(story.culprit());
    } else {
      heading("The ending");
      if (head.error() == null) { // else it says the error
        row("the log says", visible(orEmpty(head.outcomeText())));
      }
    }
    if (head.error() != null) {
      row("error", visible(DisplayText.oneLine(head.error())));
    }
    head.candidates().stream().limit(CANDIDATES_SHOWN).forEach(this::candidate);
    if (head.candidateCount() > CANDIDATES_SHOWN) {
      paragraph(
          "and "
              + (head.candidateCount() - CANDIDATES_SHOWN)
              + " more; --format json lists those that the event has");
    }
  }

  /** With its title, where the log tested it. */
  private void candidate(String commit) {
    String title = story.titleOf(commit);
    if (title == null) {
      line("  " + visible(shortHash(commit)));
    } else {
      row(visible(shortHash(commit)), visible(title));
    }
  }

  private boolean fix() {
    return head.kind() == Kind.FIX;
  }

  private boolean endingSaid() {
    if (head.outcome() == Outcome.NOT_REPRODUCED && !orEmpty(head.error()).contains("\n")) {
      return false; // the summary has said it
    }
    return head.outcomeText() != null || head.error() != null || !head.candidates().isEmpty();
  }

  private void culpritDetails(@Nullable CulpritFound culprit) {
    if (culprit == null) {
      return;
    }
    if (culprit.author() != null) {
      row("author", visible(culprit.author()));
    }
    if (culprit.authorDate() != null) {
      row("date", visible(culprit.authorDate()));
    }
    if (!culprit.changedFiles().isEmpty()) {
      int more = culprit.changedFileCount() - culprit.changedFiles().size();
      row(
          "files",
          visible(String.join(", ", culprit.changedFiles()))
              + (more > 0 ? " and " + more + " more" : ""));
    }
    if (Boolean.FALSE.equals(culprit.binaryChanged())) {
      row(
          "binary",
          "the same as its parent's: this commit did not change the kernel that was tested");
    }
    row("mail to", visible(String.join(", ", culprit.recipientsTo())));
    row("cc", visible(String.join(", ", culprit.recipientsCc())));
  }

  private void tellEvidence() {
    CulpritFound culprit = story.culprit();
    if (culprit == null || culprit.evidence().isEmpty()) {
      return;
    }
    gap();
    heading("The evidence (runs that crashed / runs that crashed or were OK)");
    line(
        "  "
            + marks.faint(
                column("original")
                    + column("last good")
                    + column("parent")
                    + column(fix() ? "fix" : "culprit")));
    for (Evidence row : culprit.evidence()) {
      String mark = row.isBugTitle() ? marks.ownCell() : marks.foreignCell();
      for (String part : DisplayText.wrapped(visible(row.title()), columns - 4)) {
        line("  " + mark + " " + (row.isBugTitle() ? marks.own(part) : marks.foreign(part)));
        mark = " ";
      }
      line(
          "  "
              + column(share(row.start()))
              + column(share(row.lastGood()))
              + column(share(row.parent()))
              + column(share(row.culprit())));
    }
  }

  private static String share(@Nullable CrashedRuns share) {
    return share == null ? "no test" : share.crashed() + "/" + share.runs();
  }

  private String column(String value) {
    return rightIn(value, Math.max(NARROW_SHARE, Math.min(SHARE, (columns - 2) / 4)));
  }

  private void tellDoubts() {
    gap();
    List<String> notes =
        head.remarks().stream()
            .filter(remark -> remark.kind() != Remark.Kind.UNKNOWN_LINES)
            .filter(remark -> remark.kind() != Remark.Kind.NO_ENDING) // the summary says it
            .map(remark -> visible(remark.message()))
            .toList();
    if (head.lines().unknown() == 0) {
      DisplayText.wrapped(allUnderstood(head.lines(), notes.size()), columns)
          .forEach(part -> line(marks.faint(part)));
    } else {
      tellUnknownLines(head.lines());
    }
    notes.forEach(note -> row("note", note));
    story.revisions().stream()
        .filter(revision -> revision.disagreement() != null)
        .map(StoryText::disagreement)
        .forEach(sentence -> row("verdict", sentence));
    head.truncations().forEach(cut -> row("cut", visible(cut)));
  }

  private String allUnderstood(Bisection.LineCounts lines, int notes) {
    String text =
        lines.pasted() == 0 ? "" : ", " + lines.pasted() + " of them quoted text, such as a report";
    String judged = head.outcome() == Outcome.RUNNING ? " so far are" : "";
    String noted = notes == 0 ? "." : notes == 1 ? ", with a note:" : ", with notes:";
    return "All " + count(lines.read(), "line") + judged + " understood" + text + noted;
  }

  private void tellUnknownLines(Bisection.LineCounts lines) {
    heading(lines.unknown() + " of " + count(lines.read(), "line") + " not understood");
    for (NotUnderstood unknown : story.unknownLines()) {
      row("line " + unknown.lineNumber(), visible(unknown.text()));
    }
    if (lines.unknown() > story.unknownLines().size() && !story.unknownLines().isEmpty()) {
      paragraph("and " + (lines.unknown() - story.unknownLines().size()) + " more");
    }
  }

  private static String disagreement(Revision revision) {
    return revision.ordinal()
        + " "
        + shortHash(revision.commit())
        + ": "
        + visible(String.valueOf(revision.disagreement()));
  }

  private String titles(List<TitleCount> counts) {
    StringJoiner joined = new StringJoiner(", ");
    counts.forEach(count -> joined.add(visible(count.title()) + " (" + count.runs() + ")"));
    return joined.toString();
  }

  private void row(String called, String value) {
    if (value.isEmpty()) {
      return;
    }
    String name =
        called.length() > label - 1 ? called + " " : called + " ".repeat(label - called.length());
    // An address alone is one line, however long: it is there to be copied.
    List<String> lines =
        ADDRESS.matcher(value).matches()
            ? List.of(value)
            : DisplayText.wrapped(value, columns - 2 - label);
    for (int i = 0; i < lines.size(); i++) {
      line("  " + marks.faint(i == 0 ? name : " ".repeat(label)) + lines.get(i));
    }
  }

  private void paragraph(String sentence) {
    DisplayText.wrapped(sentence, columns - 2).forEach(part -> line("  " + part));
  }

  private void heading(String heading) {
    DisplayText.wrapped(heading, columns).forEach(part -> line(marks.bold(part)));
  }

  private void gap() {
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
