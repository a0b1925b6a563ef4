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
import firstbad.app.story.SummaryText;
import firstbad.bisection.finding.Bisection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a search came to: the culprit, what crashed where it began, and the box of the page. */
final class CulpritSummary {
  private final LiveStory live;
  private final Terminal terminal;
  private final Marks marks;

  CulpritSummary(LiveStory live, Terminal terminal) {
    this.live = live;
    this.terminal = terminal;
    this.marks = new Marks(terminal);
  }

  /** All of it; the search has to have ended. */
  List<String> lines() {
    Story story = live.story().orElseThrow();
    Bisection head = story.head();
    List<String> summary = new ArrayList<>();
    summary.add("");
    summary.add(marks.bold("The culprit") + ", " + events() + " read from the topic of culprits:");
    summary.add("  " + marks.own(String.valueOf(head.culprit())));
    DisplayText.wrapped(visible(String.valueOf(head.culpritTitle())), terminal.columns() - 2)
        .forEach(line -> summary.add("  " + line));
    Optional.ofNullable(head.startCommit())
        .flatMap(live::crashesAt)
        .ifPresent(crashes -> summary.addAll(counts(crashes)));
    summary.add("");
    summary.add(marks.bold(visible(head.id())) + ": " + visible(story.summary().headline()));
    summary.addAll(SummaryText.lines(story.summary(), terminal));
    return summary;
  }

  private String events() {
    return live.culprits() == 1 ? "one event" : live.culprits() + " events";
  }

  private List<String> counts(CommitCrashCounts crashes) {
    List<String> counts = new ArrayList<>();
    counts.add("");
    counts.add(marks.bold("Crash counts for " + shortHash(crashes.commit())) + ":");
    for (CommitCrashCounts.Type type : crashes.types()) {
      String titles =
          type.titles().stream()
              .map(title -> visible(title.title()))
              .collect(Collectors.joining(", "));
      counts.add(marks.own(rightIn(DisplayText.count(type.runs(), "run"), 9) + "  " + titles));
    }
    counts.add(marks.ok(rightIn(DisplayText.count(crashes.ok(), "run"), 9) + "  OK"));
    return counts;
  }
}
