package firstbad.app.local;

import static firstbad.app.cli.Words.count;
import static firstbad.app.cli.Words.shortHash;
import static firstbad.app.cli.Words.visible;

import firstbad.app.cli.Ink;
import firstbad.app.cli.Terminal;
import firstbad.app.cli.Words;
import firstbad.app.read.CommitCrashes;
import firstbad.app.read.LiveStory;
import firstbad.app.story.Story;
import firstbad.bisection.Alert;
import firstbad.bisection.Bisection;
import firstbad.bisection.Outcome;
import firstbad.bisection.Revision;
import firstbad.bisection.Role;
import firstbad.bisection.TitleCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A running search at a glance: one row per revision with its runs as cells and a bar for the
 * commits that were left, below it the crash titles, then where the search stands. (Longer than
 * most files, since it is one screen, drawn from top to bottom.)
 *
 * <pre>
 *   3 ▼ 84bfcc0b6994  ■■■■■■■■··              8/10  ━━━━━━━━━━━━  6155 left
 * </pre>
 */
final class SearchView {
  private static final int CELLS = 20;
  private static final int BAR = 12;
  private static final int TITLES = 4;
  private static final int OTHER_ROWS = 4 + TITLES;
  private static final int ROW_WIDTH = 78;

  private final LiveStory live;
  private final List<String> settled = new ArrayList<>();
  private int revisionsSettled;
  private int alertsSettled;
  private final int lines;
  private final Terminal terminal;
  private final Ink ink;

  SearchView(LiveStory live, int lines, Terminal terminal) {
    this.live = live;
    this.lines = lines;
    this.terminal = terminal;
    this.ink = new Ink(terminal);
  }

  /** All there is to see now. */
  List<String> frame() {
    List<String> frame = new ArrayList<>();
    Optional<Story> told = live.told();
    if (told.isEmpty()) {
      frame.add(ink.faint("Publishing; the first lines are on their way ..."));
      return frame;
    }
    Story story = told.get();
    frame.add(header(story));
    List<Revision> shown = story.revisions();
    List<String> alert = alert();
    int room = Math.max(5, terminal.rows() - OTHER_ROWS - alert.size());
    if (shown.size() > room) {
      frame.add(ink.faint("      " + ink.ellipsis()));
      shown = shown.subList(shown.size() - room + 1, shown.size());
    }
    shown.forEach(revision -> frame.add(row(story, revision)));
    frame.add("");
    frame.addAll(alert);
    frame.addAll(titles(story));
    frame.add(standing(story));
    return frame;
  }

  /**
   * The lines that will not change any more, in the order in which they became certain: one per
   * closed revision with its titles, and the alerts.
   */
  List<String> settled() {
    live.told()
        .ifPresent(
            story ->
                story.revisions().stream()
                    .takeWhile(revision -> !revision.open())
                    .skip(revisionsSettled)
                    .forEach(revision -> settle(story, revision)));
    live.alerts().stream().skip(alertsSettled).forEach(this::settle);
    return settled;
  }

  private void settle(Story story, Revision revision) {
    revisionsSettled++;
    settled.add(row(story, revision));
    for (TitleCount crash : revision.crashes()) {
      String text = crash.runs() + " " + visible(crash.title());
      settled.add(" ".repeat(20) + painted(story.own(crash.title()), text));
    }
  }

  private void settle(Alert alert) {
    alertsSettled++;
    settled.addAll(told(alert));
  }

  /** The newest alert; empty as long as there is none, and once the culprit is named. */
  private List<String> alert() {
    List<Alert> alerts = live.alerts();
    return alerts.isEmpty() || live.culprits() > 0
        ? List.of()
        : told(alerts.get(alerts.size() - 1));
  }

  private List<String> told(Alert alert) {
    List<String> told = new ArrayList<>();
    String mark = alert.kind().name() + "  ";
    for (String line :
        Words.wrapped(visible(alert.message()), terminal.columns() - mark.length())) {
      String before = told.isEmpty() ? mark : " ".repeat(mark.length());
      told.add(ink.foreign(before + line));
    }
    return told;
  }

  /** Whether culprit and counts are all there. */
  boolean complete() {
    return live.told()
        .filter(story -> story.culprit() != null && story.head().outcome() != Outcome.RUNNING)
        .filter(story -> story.revisions().stream().allMatch(this::counted))
        .isPresent();
  }

  private boolean counted(Revision revision) {
    return !revision.open()
        && live.crashesAt(revision.commit())
            .filter(c -> c.crashed() + c.ok() + c.toldNothing() >= revision.runs().total())
            .isPresent();
  }

  /** What came of it. */
  List<String> summary() {
    Story story = live.told().orElseThrow();
    Bisection head = story.head();
    List<String> summary = new ArrayList<>();
    summary.add("");
    summary.add(ink.bold("The culprit") + ", " + events() + " read from the topic of culprits:");
    summary.add("  " + ink.own(String.valueOf(head.culprit())));
    Words.wrapped(visible(String.valueOf(head.culpritTitle())), terminal.columns() - 2)
        .forEach(line -> summary.add("  " + line));
    summary.add(
        "  "
            + count(head.revisions().tested(), "revision")
            + " tested: "
            + head.revisions().bad()
            + " bad, "
            + head.revisions().good()
            + " good");
    if (story.assessment() != null) {
      summary.add("  " + ink.bold(Story.trust(story.assessment())));
    }
    Optional.ofNullable(head.startCommit())
        .flatMap(live::crashesAt)
        .ifPresent(crashes -> summary.addAll(counts(crashes)));
    Revision since = story.foreignSince();
    if (since != null) {
      summary.add("");
      String sentence =
          "From "
              + shortHash(since.commit())
              + " on only "
              + story.titlesSince(since).stream()
                  .map(Words::visible)
                  .collect(Collectors.joining(" and "))
              + " crashed, which is none of the bug's own titles: the search followed another bug.";
      Words.wrapped(sentence, terminal.columns()).forEach(line -> summary.add(ink.foreign(line)));
    }
    return summary;
  }

  private String events() {
    return live.culprits() == 1 ? "one event" : live.culprits() + " events";
  }

  private List<String> counts(CommitCrashes crashes) {
    List<String> counts = new ArrayList<>();
    counts.add("");
    counts.add(ink.bold("Crash counts for " + shortHash(crashes.commit())) + ":");
    for (CommitCrashes.Type type : crashes.types()) {
      String titles =
          type.titles().stream()
              .map(title -> visible(title.title()))
              .collect(Collectors.joining(", "));
      counts.add(ink.own(padLeft(type.runs() + " runs", 9) + "  " + titles));
    }
    counts.add(ink.ok(padLeft(crashes.ok() + " runs", 9) + "  OK"));
    return counts;
  }

  private String header(Story story) {
    long read = story.head().lines().read();
    return ink.bold(visible(story.head().id()))
        + ink.faint("  line " + read + " of " + lines + "   through Kafka, exactly once");
  }

  private String row(Story story, Revision revision) {
    Revision.RunCounts runs = revision.runs();
    Optional<CommitCrashes> counted =
        revision.open() ? live.crashesAt(revision.commit()) : Optional.empty();
    int own = counted.map(c -> (int) runs(story, c, true)).orElse(story.ownRuns(revision));
    int foreign = counted.map(c -> (int) runs(story, c, false)).orElse(story.foreignRuns(revision));
    int ok = counted.map(c -> (int) c.ok()).orElse(runs.ok());
    int hollow = runs.total() - runs.ok() - runs.crashed();
    String share = own + foreign + ok == 0 ? "" : own + foreign + "/" + (own + foreign + ok);
    String text =
        padLeft(String.valueOf(revision.ordinal()), 3)
            + " "
            + (story.onlyForeign(revision) ? ink.markForeign() : ink.mark(revision.verdict()))
            + " "
            + shortHash(revision.commit())
            + "  "
            + cells(own, foreign, hollow, ok)
            + padLeft(share, 7)
            + "  "
            + left(revision);
    String title = revision.title();
    int room = terminal.columns() - ROW_WIDTH;
    return title == null || room < 20 ? text : text + "  " + ink.faint(cut(title, room - 4));
  }

  private static long runs(Story story, CommitCrashes crashes, boolean own) {
    return crashes.types().stream()
        .flatMap(type -> type.titles().stream())
        .filter(title -> isOwn(story, title.title()) == own)
        .mapToLong(CommitCrashes.Title::runs)
        .sum();
  }

  /** While the first revision is open, the bug has no titles yet: all that crashes is its own. */
  private static boolean isOwn(Story story, String title) {
    return story.head().bugTitles().isEmpty() || story.own(title);
  }

  private String cells(int own, int foreign, int hollow, int ok) {
    StringBuilder cells = new StringBuilder();
    int width = 0;
    width += append(cells, ink.ownCell(), own, CELLS - width);
    width += append(cells, ink.foreignCell(), foreign, CELLS - width);
    width += append(cells, ink.hollowCell(), hollow, CELLS - width);
    width += append(cells, ink.okCell(), ok, CELLS - width);
    return cells + " ".repeat(CELLS - width);
  }

  private static int append(StringBuilder cells, String cell, int times, int room) {
    int fitting = Math.min(times, room);
    cells.append(cell.repeat(Math.max(0, fitting)));
    return Math.max(0, fitting);
  }

  /** How far the search had narrowed: a bar on a logarithmic scale. */
  private String left(Revision revision) {
    Integer left = revision.revisionsLeft();
    if (left == null) {
      String words =
          revision.role() == Role.RELEASE ? String.valueOf(revision.release()) : "reported here";
      return padRight(words, BAR + 11);
    }
    double share = Math.log1p(left) / Math.log1p(mostLeft());
    return ink.bar(share, BAR) + padLeft(left + " left", 11);
  }

  private int mostLeft() {
    return Math.max(
        1,
        live.told().stream()
            .flatMap(story -> story.revisions().stream())
            .map(Revision::revisionsLeft)
            .filter(left -> left != null)
            .mapToInt(Integer::intValue)
            .max()
            .orElse(1));
  }

  private List<String> titles(Story story) {
    Map<String, Integer> runs = new LinkedHashMap<>();
    Map<String, Integer> first = new LinkedHashMap<>();
    for (Revision revision : story.revisions()) {
      if (revision.open()) {
        live.crashesAt(revision.commit())
            .ifPresent(
                counted ->
                    counted.types().stream()
                        .flatMap(type -> type.titles().stream())
                        .forEach(
                            title -> {
                              runs.merge(title.title(), (int) title.runs(), Integer::sum);
                              first.putIfAbsent(title.title(), revision.ordinal());
                            }));
      }
      revision
          .crashes()
          .forEach(
              crash -> {
                if (!revision.open()) {
                  runs.merge(crash.title(), crash.runs(), Integer::sum);
                  first.putIfAbsent(crash.title(), revision.ordinal());
                }
              });
    }
    List<String> rows = new ArrayList<>();
    runs.forEach(
        (title, count) -> {
          if (rows.size() < TITLES) {
            rows.add(titleRow(story, title, count, first.getOrDefault(title, 0)));
          }
        });
    return rows;
  }

  private String titleRow(Story story, String title, int runs, int first) {
    boolean own = isOwn(story, title);
    String text = cut(title, terminal.columns() - 40);
    return padLeft(String.valueOf(runs), 5)
        + " "
        + (own ? ink.ownCell() : ink.foreignCell())
        + " "
        + painted(own, text)
        + (own ? "" : ink.faint("  another bug, from revision " + first));
  }

  private String painted(boolean own, String text) {
    return own ? ink.own(text) : ink.foreign(text);
  }

  private String standing(Story story) {
    Bisection head = story.head();
    if (head.culprit() != null) {
      String title = cut(orEmpty(head.culpritTitle()), terminal.columns() - 26);
      return "  culprit " + ink.own(shortHash(head.culprit())) + " " + ink.bold(title);
    }
    Bisection.Range range = head.range();
    if (range == null) {
      return ink.faint("  looking for a release that does not crash");
    }
    Integer left = range.revisionsLeft();
    Integer steps = range.stepsLeft();
    return "  open: "
        + shortHash(range.cleanAt())
        + " "
        + ink.arrow()
        + " "
        + shortHash(range.crashesAt())
        + (left == null ? "" : ", " + count(left, "commit") + " left")
        + (steps == null ? "" : ", " + count(steps, "step"))
        + trustSoFar(story);
  }

  private static String trustSoFar(Story story) {
    Double trust = null;
    for (Revision revision : story.revisions()) {
      trust = revision.trustSoFar() == null ? trust : revision.trustSoFar();
    }
    return trust == null ? "" : "; trust " + Math.round(100 * trust) + " %";
  }

  private String cut(String text, int width) {
    List<String> parts = Words.wrapped(visible(text), width);
    return parts.get(0) + (parts.size() > 1 ? " " + ink.ellipsis() : "");
  }

  private static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
