package firstbad.app.local;

import static firstbad.app.cli.DisplayText.rightIn;
import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Terminal;
import firstbad.app.read.CommitCrashCounts;
import firstbad.app.read.LiveStory;
import firstbad.app.story.Story;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A revision of a running search in one row: its verdict, its runs as cells, and a bar for the
 * commits that were left. The runs of an open one are those that were counted at its commit.
 *
 * <pre>
 *   3 ▼ 84bfcc0b6994  ■■■■■■■■··              8/10  ━━━━━━━━━━━━  6155 left
 * </pre>
 */
final class RevisionRow {
  private static final int CELLS = 20;
  private static final int BAR = 12;
  private static final int LEAST_CELLS = 4;
  private static final int WIDTH = 78;

  private final LiveStory live;
  private final Terminal terminal;
  private final Marks marks;
  private final int cells;
  private final int bar;

  RevisionRow(LiveStory live, Terminal terminal) {
    this.live = live;
    this.terminal = terminal;
    this.marks = new Marks(terminal);
    int lacking = Math.max(0, WIDTH - terminal.columns());
    this.bar = Math.max(0, BAR - lacking);
    this.cells = Math.max(LEAST_CELLS, CELLS - Math.max(0, lacking - BAR));
  }

  /** The row of a revision, as wide as the terminal. */
  String of(Story story, Revision revision) {
    Revision.RunCounts runs = revision.runs();
    Optional<CommitCrashCounts> counted =
        revision.open() ? live.crashesAt(revision.commit()) : Optional.empty();
    int own = counted.map(c -> (int) runs(story, c, true)).orElse(story.ownRuns(revision));
    int foreign = counted.map(c -> (int) runs(story, c, false)).orElse(story.foreignRuns(revision));
    int ok = counted.map(c -> (int) c.ok()).orElse(runs.ok());
    int hollow = runs.total() - runs.ok() - runs.crashed();
    String share = own + foreign + ok == 0 ? "" : own + foreign + "/" + (own + foreign + ok);
    String text =
        rightIn(String.valueOf(revision.ordinal()), 3)
            + " "
            + (story.onlyForeign(revision) ? marks.markForeign() : marks.mark(revision.verdict()))
            + " "
            + shortHash(revision.commit())
            + "  "
            + cells(own, foreign, hollow, ok)
            + rightIn(share, 7)
            + "  "
            + left(story, revision);
    String title = revision.title();
    int room = terminal.columns() - WIDTH;
    return title == null || room < 20 ? text : text + "  " + marks.faint(cut(title, room - 4));
  }

  private static long runs(Story story, CommitCrashCounts crashes, boolean own) {
    return crashes.types().stream()
        .flatMap(type -> type.titles().stream())
        .filter(title -> own(story, title.title()) == own)
        .mapToLong(CommitCrashCounts.Title::runs)
        .sum();
  }

  /** While the first revision is open, the bug has no titles yet: all that crashes is its own. */
  static boolean own(Story story, String title) {
    return story.head().bugTitles().isEmpty() || story.own(title);
  }

  private String cells(int own, int foreign, int hollow, int ok) {
    StringBuilder row = new StringBuilder();
    int width = 0;
    width += append(row, marks.ownCell(), own, cells - width);
    width += append(row, marks.foreignCell(), foreign, cells - width);
    width += append(row, marks.hollowCell(), hollow, cells - width);
    width += append(row, marks.okCell(), ok, cells - width);
    return row + " ".repeat(cells - width);
  }

  private static int append(StringBuilder cells, String cell, int times, int room) {
    int fitting = Math.min(times, room);
    cells.append(cell.repeat(Math.max(0, fitting)));
    return Math.max(0, fitting);
  }

  /** How far the search had narrowed: a bar on a logarithmic scale. */
  private String left(Story story, Revision revision) {
    Map<Integer, Integer> byStep = story.leftByStep();
    Integer left = byStep.get(revision.ordinal());
    if (left == null) {
      String words =
          revision.role() == Role.RELEASE
              ? String.valueOf(revision.release())
              : revision.role() == Role.STEP ? "" : "reported here";
      return padRight(words, bar + 11);
    }
    int most = byStep.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    double share = Math.log1p(left) / Math.log1p(Math.max(1, most));
    return (bar == 0 ? "" : marks.bar(share, bar)) + rightIn(left + " left", 11);
  }

  /** The beginning of a text that comes from a log. */
  String cut(String text, int width) {
    List<String> parts = DisplayText.wrapped(visible(text), width);
    return parts.get(0) + (parts.size() > 1 ? " " + marks.ellipsis() : "");
  }

  private static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
