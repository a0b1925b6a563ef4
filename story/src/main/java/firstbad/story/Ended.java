package firstbad.story;

import static firstbad.story.Phrases.count;

import firstbad.events.Bisection;
import firstbad.events.EndedBy;
import firstbad.events.Outcome;
import firstbad.events.RemainingRange;
import firstbad.events.Revision;
import firstbad.events.RunCounts;
import firstbad.events.Tool;
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
    String after = after(known, took);
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

  /** How many revisions were tested, with a blank before it; of one alone the ending says it. */
  private static String after(Known known, String took) {
    Bisection head = known.head();
    int tested = known.verdicts().getTested();
    if (tested == 1 && head.getOutcome() == Outcome.NOT_REPRODUCED) {
      String verb = known.couldNotLook() ? " It took" : " It was tested in";
      return head.getTotalTimeMs() == null
          ? ""
          : verb + " " + Phrases.duration(head.getTotalTimeMs()) + ".";
    }
    return tested == 0
        ? noTest(known)
        : " " + tested(known.verdicts(), took) + LogsOwnCount.of(known) + ".";
  }

  private static String noTest(Known known) {
    if (known.underTest() != null) {
      return " It has no other test.";
    }
    if (known.head().getTool() == Tool.GIT && !known.revisions().isEmpty()) {
      return " It does not say which of the commits that were tested are good and which are bad.";
    }
    return known.head().getUnknownLines().isEmpty()
        ? " No revision was tested."
        : " The log has no test of a revision.";
  }

  /**
   * Whether what crashed on the oldest release is the bug is for the titles to say, and whether the
   * oldest could be tested at all for its verdict.
   */
  private static String ending(Known known) {
    if (known.head().getOutcome() == Outcome.NOT_REPRODUCED && !known.revisions().isEmpty()) {
      return notReproduced(known);
    }
    Revision underTest = known.underTest();
    if (underTest != null) {
      return Endings.of(known.head())
          + ", while "
          + StepName.of(underTest)
          + " was under test"
          + crashedSoFar(underTest.getRuns());
    }
    boolean foreign = known.titles().foreignSince() != null;
    boolean untested = known.releases().untested() > 0;
    boolean timedOut = known.head().getOutcome() == Outcome.TIMED_OUT;
    boolean unlike = !foreign && !known.releases().bugOnTheOldest(known.titles());
    boolean old =
        known.head().getOutcome() == Outcome.STILL_HAPPENS && (foreign || untested || unlike);
    if (known.fix() || !(old || (timedOut && untested))) {
      return Endings.of(known.head());
    }
    String seen = foreign ? "" : known.releases().seenBackTo(known.titles());
    return (timedOut
            ? Endings.of(known.head())
            : "The log says that the crash happens on the oldest release too")
        + (untested
            ? (timedOut ? "; " : ", but ") + known.releases().couldNotBeTested(timedOut)
            : "")
        + (seen.isEmpty() ? "" : ": " + seen);
  }

  /** As a clause; empty where none did. */
  private static String crashedSoFar(RunCounts runs) {
    int crashed = runs.getCrashed();
    return crashed == 0
        ? ""
        : ": "
            + (runs.getEstimated() ? "its runs" : crashed + " of " + count(runs.getTotal(), "run"))
            + " crashed";
  }

  /**
   * Runs that were inconclusive say nothing of the crash, and so are not counted with the others.
   */
  private static String notReproduced(Known known) {
    RunCounts runs = known.revisions().get(0).getRuns();
    if (known.reproducerNeverRan()) {
      return "The crash could not be looked for on the original commit: in "
          + runs(runs, runs.getTotal())
          + " the reproducer never ran";
    }
    String why = known.whyNothingRan();
    if (why != null) {
      return "The crash could not be looked for on the original commit, since no run took place: "
          + Phrases.quoted(Phrases.message(why.strip().lines().findFirst().orElse("")));
    }
    return (Endings.inWordsOnly(known.head()) ? Endings.of(known.head()) : Endings.NOT_AGAIN)
        + (runs.getTotal() == 0 ? "" : among(runs));
  }

  /** How many, where the log may say only that they were all. */
  private static String runs(RunCounts runs, int number) {
    return (runs.getEstimated() ? "about " : "") + count(number, "run");
  }

  private static String among(RunCounts runs) {
    int conclusive = runs.getOk() + runs.getCrashed();
    int others = runs.getTotal() - conclusive;
    String all = runs(runs, conclusive);
    return (runs.getCrashed() == 0
            ? ", in " + all
            : "; it crashed in " + runs.getCrashed() + " of " + all)
        + (others == 0
            ? ""
            : "; " + others + (others == 1 ? " more was" : " more were") + " inconclusive");
  }

  /** The commit on which git ended its search, where the log stops before it names its own. */
  private static String byGit(Bisection head) {
    String commit = head.getGitCulprit();
    if (commit == null) {
      return "";
    }
    return (head.getOutcome() == Outcome.RUNNING ? " Git has" : " By then git had")
        + " ended its search on "
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
        + inTest(known)
        + ". "
        + (tested.isEmpty() ? "No revision has a verdict yet" : tested)
        + (left.isEmpty() ? "" : "; " + left)
        + (left.isEmpty() || steps == null || steps == 0
            ? ""
            : "; about " + count(steps, "more step"))
        + "."
        + byGit(head);
  }

  private static String inTest(Known known) {
    Revision inTest = known.inTest();
    return inTest == null ? "" : "; " + StepName.of(inTest) + " is in test";
  }

  private static String tested(VerdictCounts counts, String took) {
    if (counts.getTested() == 0) {
      return "";
    }
    return count(counts.getTested(), "revision")
        + (counts.getTested() == 1 ? " was " : " were ")
        + (counts.getSkip() > 0 ? "tried" : "tested")
        + took
        + ": "
        + Phrases.verdicts(counts.getBad(), counts.getGood(), counts.getSkip());
  }

  private Ended() {}
}
