package firstbad.story;

import static firstbad.story.Phrases.count;

import firstbad.events.Bisection;
import firstbad.events.EndedBy;
import firstbad.events.Outcome;
import firstbad.events.RemainingRange;
import firstbad.events.VerdictCounts;

/** How a bisection ended, or how far it is. */
final class Ended {

  /** One sentence or two. */
  static String of(Known known) {
    Bisection head = known.head();
    if (known.running()) {
      return running(known);
    }
    String took =
        head.getTotalTimeMs() == null ? "" : " in " + Phrases.duration(head.getTotalTimeMs());
    String tested = tested(head.getRevisions(), took);
    String none =
        head.getUnknownLines().isEmpty()
            ? " No revision was tested."
            : " The log has no test of a revision.";
    String after = tested.isEmpty() ? none : " " + tested + ".";
    String silence =
        head.getEndedBy() == EndedBy.SILENCE
                && head.getOutcome() != Outcome.BROKEN_OFF
                && head.getOutcomeText() == null
                && head.getError() == null
            ? " Nobody said that the log is complete."
            : "";
    if (head.getCulprit() != null) {
      return (known.fix() ? "It ended on the fix " : "It ended on the culprit ")
          + Phrases.named(head.getCulprit(), head.getCulpritTitle())
          + "."
          + after
          + silence;
    }
    return ending(known) + "." + byGit(head) + after + silence;
  }

  /**
   * Whether what crashed on the oldest release is the bug is for the titles to say, and whether the
   * oldest could be tested at all for its verdict.
   */
  private static String ending(Known known) {
    boolean foreign =
        known.head().getOutcome() == Outcome.STILL_HAPPENS && known.titles().foreignSince() != null;
    ReleasesTested releases = known.releases();
    if (known.fix() || (!foreign && releases.untested() == 0)) {
      return Endings.of(known.head());
    }
    String said = "The log says that the crash happens on the oldest release too";
    String last = releases.lastTested();
    return said
        + releases.clause()
        + (foreign || releases.untested() == 0 || last == null
            ? ""
            : ": it is known to happen back to " + last);
  }

  /** The commit on which git ended its search, where the log stops before it names its own. */
  private static String byGit(Bisection head) {
    String commit = head.getGitCulprit();
    if (commit == null) {
      return "";
    }
    return " By then git had ended its search on "
        + Phrases.named(commit, head.getGitCulpritTitle())
        + ".";
  }

  private static String running(Known known) {
    Bisection head = known.head();
    String tested = tested(head.getRevisions(), "");
    String left = CommitsLeft.of(known).inWords();
    RemainingRange range = head.getRange();
    Integer steps = range == null ? null : range.getStepsLeft();
    return Endings.of(head)
        + ". "
        + (tested.isEmpty() ? "No revision has a verdict yet" : tested)
        + (left.isEmpty() ? "" : "; " + left)
        + (left.isEmpty() || steps == null || steps == 0
            ? ""
            : "; about " + count(steps, "more step"))
        + ".";
  }

  private static String tested(VerdictCounts counts, String took) {
    if (counts.getTested() == 0) {
      return "";
    }
    return count(counts.getTested(), "revision")
        + (counts.getTested() == 1 ? " was tested" : " were tested")
        + took
        + ": "
        + counts.getBad()
        + " bad, "
        + counts.getGood()
        + " good"
        + (counts.getSkip() > 0 ? ", " + counts.getSkip() + " skipped" : "");
  }

  private Ended() {}
}
