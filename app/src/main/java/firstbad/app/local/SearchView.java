package firstbad.app.local;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Terminal;
import firstbad.app.read.LiveStory;
import firstbad.app.story.Story;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import firstbad.events.AlertKind;
import firstbad.story.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running search at a glance: one row per revision with its runs as cells and a bar for the
 * commits that were left, below it the crash titles, then where the search stands.
 */
final class SearchView {
  private static final int TITLES = 4;
  private static final int OTHER_ROWS = 4 + TITLES;

  private final LiveStory live;
  private final List<String> settled = new ArrayList<>();
  private int revisionsSettled;
  private int alertsSettled;
  private final int lines;
  private final Terminal terminal;
  private final Marks marks;
  private final RevisionRow row;

  SearchView(LiveStory live, int lines, Terminal terminal) {
    this.live = live;
    this.lines = lines;
    this.terminal = terminal;
    this.marks = new Marks(terminal);
    this.row = new RevisionRow(live, terminal);
  }

  /** All there is to see now. */
  List<String> frame() {
    List<String> frame = new ArrayList<>();
    Optional<Story> known = live.story();
    if (known.isEmpty()) {
      frame.add(marks.faint("Publishing; the first lines are on their way ..."));
      return frame;
    }
    Story story = known.get();
    frame.add(header(story));
    List<Revision> shown = story.revisions();
    List<String> alert = alert();
    int room = Math.max(5, terminal.rows() - OTHER_ROWS - alert.size());
    if (shown.size() > room) {
      frame.add(marks.faint("      " + marks.ellipsis()));
      shown = shown.subList(shown.size() - room + 1, shown.size());
    }
    shown.forEach(revision -> frame.add(row.of(story, revision)));
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
    live.story()
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
    settled.add(row.of(story, revision));
    for (TitleCount crash : revision.crashes()) {
      String text = crash.runs() + " " + visible(crash.title());
      settled.add(" ".repeat(20) + painted(story.own(crash.title()), text));
    }
  }

  private void settle(Alert alert) {
    alertsSettled++;
    settled.addAll(lines(alert));
  }

  /** The newest alert; empty as long as there is none, and once the culprit is named. */
  private List<String> alert() {
    List<Alert> alerts = live.alerts();
    return alerts.isEmpty() || live.culprits() > 0
        ? List.of()
        : lines(alerts.get(alerts.size() - 1));
  }

  private List<String> lines(Alert alert) {
    List<String> lines = new ArrayList<>();
    String mark = Words.of(AlertKind.valueOf(alert.kind().name())) + "  ";
    for (String line :
        DisplayText.wrapped(visible(alert.message()), terminal.columns() - mark.length())) {
      String before = lines.isEmpty() ? mark : " ".repeat(mark.length());
      lines.add(marks.foreign(before + line));
    }
    return lines;
  }

  /** Whether culprit and counts are all there. */
  boolean complete() {
    return live.story()
        .filter(story -> story.culprit() != null && story.head().outcome() != Outcome.RUNNING)
        .filter(story -> story.revisions().stream().allMatch(this::counted))
        .isPresent();
  }

  private boolean counted(Revision revision) {
    return !revision.open()
        && live.crashesAt(revision.commit())
            .filter(c -> c.crashed() + c.ok() + c.inconclusive() >= revision.runs().total())
            .isPresent();
  }

  private String header(Story story) {
    long read = story.head().lines().read();
    return marks.bold(visible(story.head().id()))
        + marks.faint("  line " + read + " of " + lines + "   through Kafka, exactly once");
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
    boolean own = RevisionRow.own(story, title);
    String text = row.cut(title, terminal.columns() - 40);
    return DisplayText.rightIn(String.valueOf(runs), 5)
        + " "
        + (own ? marks.ownCell() : marks.foreignCell())
        + " "
        + painted(own, text)
        + (own ? "" : marks.faint("  another bug, from revision " + first));
  }

  private String painted(boolean own, String text) {
    return own ? marks.own(text) : marks.foreign(text);
  }

  private String standing(Story story) {
    Bisection head = story.head();
    if (head.culprit() != null) {
      String title = row.cut(orEmpty(head.culpritTitle()), terminal.columns() - 26);
      return "  culprit " + marks.own(shortHash(head.culprit())) + " " + marks.bold(title);
    }
    Bisection.Range range = head.range();
    if (range == null) {
      return marks.faint("  looking for a release that does not crash");
    }
    String left = story.left().inWords();
    Integer steps = range.stepsLeft();
    return "  open: "
        + shortHash(range.cleanAt())
        + " "
        + marks.arrow()
        + " "
        + shortHash(range.crashesAt())
        + (left.isEmpty() ? "" : ", " + left)
        + (steps == null ? "" : "; about " + count(steps, "more step"))
        + trustSoFar(story);
  }

  private static String trustSoFar(Story story) {
    String words = story.trustSoFar();
    return words.isEmpty() ? "" : "; " + words;
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
