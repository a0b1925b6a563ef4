package firstbad.app.story;

import static firstbad.app.cli.DisplayText.rightIn;
import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Terminal;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.finding.Verdict;
import firstbad.story.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The path of a search, revision by revision:
 *
 * <pre>
 *   3 ▼ 84bfcc0b6994   8/10  Merge tag 'integrity-v5.17' of git://git.kernel.org/
 *                            pub/scm/linux/kernel/git/zohar/linux-integrity
 *                      7/10  ■ general protection fault in hidraw_release
 * </pre>
 */
public final class SearchRows {
  /** Columns of the legend on one line. */
  private static final int LEGEND = 81;

  /** Columns that the cells of the legend take on one line. */
  private static final int CELLS = 60;

  /**
   * From here on, revisions in a row that were skipped alike are told as the first and the rest.
   */
  private static final int FOLDED_FROM = 5;

  private static final int SHARE = 7;
  private static final int TEXT = 27;

  private final Story story;
  private final Marks marks;
  private final int width;
  private final int stopped;

  public SearchRows(Story story, Terminal terminal) {
    this.story = story;
    this.marks = new Marks(terminal);
    this.width = terminal.columns() - TEXT;
    this.stopped = story.underTest();
  }

  /** The lines of all revisions; of those in a row that were skipped alike, the first is shown. */
  public List<String> all() {
    List<String> lines = new ArrayList<>();
    List<Revision> revisions = story.revisions();
    for (int i = 0, next; i < revisions.size(); i = next) {
      next = behindAlike(revisions, i);
      boolean folded = next - i >= FOLDED_FROM;
      revisions.subList(i, folded ? i + 1 : next).forEach(each -> lines.addAll(of(each)));
      if (folded) {
        fold(revisions.subList(i + 1, next), lines);
      }
    }
    return lines;
  }

  /** Where those end that were skipped alike from one revision on. */
  private int behindAlike(List<Revision> revisions, int first) {
    int next = first + 1;
    while (next < revisions.size() && skippedAlike(revisions.get(first), revisions.get(next))) {
      next++;
    }
    return next;
  }

  private void fold(List<Revision> alike, List<String> lines) {
    String sentence =
        "The next %d, steps %d to %d, were skipped alike; they are in --format json."
            .formatted(alike.size(), alike.get(0).ordinal(), alike.get(alike.size() - 1).ordinal());
    DisplayText.wrapped(sentence, width)
        .forEach(part -> lines.add(" ".repeat(TEXT) + marks.faint(part)));
  }

  private boolean skippedAlike(Revision one, Revision other) {
    return other.ordinal() != stopped
        && skipped(one)
        && skipped(other)
        && one.role() == other.role()
        && why(one).equals(why(other));
  }

  private static boolean skipped(Revision revision) {
    return revision.verdict() == Verdict.SKIP && revision.runs().crashed() == 0;
  }

  /** What the log says of a revision that was skipped, but for how many of its runs said so. */
  private static List<String> why(Revision revision) {
    List<String> said = new ArrayList<>();
    said.add(firstLine(orEmpty(revision.failure())));
    said.add(orEmpty(revision.disagreement()));
    revision.messages().forEach(message -> said.add(message.outcome() + " " + message.text()));
    return said;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private List<String> of(Revision revision) {
    List<String> lines = new ArrayList<>();
    int conclusive = revision.runs().ok() + revision.runs().crashed();
    String share = conclusive == 0 ? "" : revision.runs().crashed() + "/" + conclusive;
    String lead =
        rightIn(String.valueOf(revision.ordinal()), 3)
            + " "
            + mark(revision)
            + " "
            + shortHash(revision.commit());
    List<String> title = DisplayText.wrapped(visible(what(revision)), width);
    lines.add(lead + share(share, conclusive, revision) + "  " + title.get(0));
    title.stream().skip(1).forEach(part -> lines.add(" ".repeat(TEXT) + part));
    for (TitleCount crash : revision.crashes()) {
      crash(revision, crash, conclusive, lines);
    }
    hollow(revision, lines);
    return lines;
  }

  /** What the marks and colours mean, on one line where that is wide enough. */
  public List<String> legend(int columns) {
    List<String> lines = new ArrayList<>();
    String verdicts =
        "  "
            + marks.mark(Verdict.BAD)
            + " bad "
            + marks.mark(Verdict.GOOD)
            + " good "
            + marks.mark(Verdict.SKIP)
            + " skipped";
    if (story.inWordsOnly()) {
      lines.add(verdicts);
    } else if (columns < LEGEND) {
      lines.add(verdicts);
      lines.addAll(columns < CELLS ? cells() : List.of("  " + joined(cells())));
    } else {
      lines.add(verdicts + "   " + joined(cells()));
    }
    if (story.revisions().stream().anyMatch(r -> r.runs().estimated())) {
      DisplayText.wrapped("~ all runs went alike; how many there were is an estimate", columns - 4)
          .forEach(part -> lines.add(marks.faint((part.startsWith("~") ? "  " : "    ") + part)));
    }
    return lines;
  }

  private List<String> cells() {
    return List.of(
        "  " + marks.ownCell() + " the bug's own title",
        "  " + marks.foreignCell() + " another title",
        "  " + marks.hollowCell() + " inconclusive");
  }

  private static String joined(List<String> cells) {
    return String.join("", cells).strip();
  }

  private String mark(Revision revision) {
    if (revision.ordinal() == stopped) {
      return marks.mark(Verdict.UNKNOWN);
    }
    return revision.verdict() == Verdict.BAD && story.onlyForeign(revision)
        ? marks.markForeign()
        : marks.mark(revision.verdict());
  }

  private String share(String share, int conclusive, Revision revision) {
    String estimated = revision.runs().estimated() && !share.isEmpty() ? "~" : "";
    String number = rightIn(estimated + share, SHARE);
    if (conclusive == 0 || revision.runs().crashed() == 0) {
      return marks.ok(number);
    }
    return story.onlyForeign(revision) ? marks.foreign(number) : marks.own(number);
  }

  private String what(Revision revision) {
    boolean git = story.head().tool() == Tool.GIT;
    StringJoiner what = new StringJoiner(" ");
    switch (revision.role()) {
      case ORIGINAL -> what.add(git ? "bad, tested first:" : original(revision));
      case CONFIG -> what.add("another configuration:").add(orEmpty(revision.configuration()));
      case RELEASE -> what.add(orEmpty(revision.release()));
      case HEAD -> what.add("HEAD");
      case MERGE_BASE -> what.add("merge base");
      case PARENT -> what.add("the culprit's parent, built only");
      case STEP, UNKNOWN -> {}
    }
    if (revision.title() != null) {
      what.add(revision.title());
    }
    if (revision.ordinal() == stopped) {
      what.add("(in test when the log stops)");
    } else if (!revision.tested() && revision.role() != firstbad.bisection.finding.Role.PARENT) {
      boolean inTest = revision.open() && story.head().outcome() == Outcome.RUNNING;
      what.add(
          inTest ? "(in test)" : git ? "(no verdict in the log)" : "(no test of it in the log)");
    }
    return what.toString();
  }

  private static String original(Revision revision) {
    return "the original commit" + (revision.title() == null ? "" : ":");
  }

  private void crash(Revision revision, TitleCount crash, int conclusive, List<String> lines) {
    boolean own = story.own(crash.title());
    List<String> title =
        DisplayText.wrapped(
            crash.title().isEmpty() ? "(no title)" : visible(crash.title()), width - 2);
    boolean alone = revision.crashes().size() == 1;
    String share = rightIn(alone ? "" : crash.runs() + "/" + conclusive, TEXT - 2);
    for (int i = 0; i < title.size(); i++) {
      String part = title.get(i);
      lines.add(
          (i == 0 ? marks.faint(share) + "  " : " ".repeat(TEXT))
              + (i > 0 ? " " : own ? marks.ownCell() : marks.foreignCell())
              + " "
              + (own ? marks.own(part) : marks.foreign(part)));
    }
  }

  private void hollow(Revision revision, List<String> lines) {
    for (Revision.RunMessage message : revision.messages()) {
      String text = visible(Phrases.message(message.text()));
      add(
          lines,
          message.runs()
              + " "
              + words(message)
              + (text.isEmpty() ? "" : ": " + text)
              + (text.endsWith(":") ? goesOn(revision) : ""));
    }
    if (revision.otherMessageRuns() > 0) {
      add(lines, revision.otherMessageRuns() + " more for other reasons");
    }
    if (revision.failure() != null) {
      add(lines, "not built or not tested: " + visible(firstLine(revision.failure())));
    }
  }

  /** What a message says at its end may stand in lines that no event carries. */
  private static String goesOn(Revision revision) {
    return " ... (from line " + revision.firstLine() + " of the log on)";
  }

  private void add(List<String> lines, String words) {
    List<String> parts = DisplayText.wrapped(words, width - 2);
    for (int i = 0; i < parts.size(); i++) {
      lines.add(
          " ".repeat(TEXT) + (i == 0 ? marks.hollowCell() : " ") + " " + marks.faint(parts.get(i)));
    }
  }

  private static String words(Revision.RunMessage message) {
    return switch (message.outcome()) {
      case BOOT_FAILED -> "did not boot";
      case TEST_FAILED -> "failed the basic test";
      case INFRA -> "got no machine";
      case IGNORED -> "crashed in a way that is ignored";
      case UNKNOWN -> message.runs() == 1 ? "was inconclusive" : "were inconclusive";
    };
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
