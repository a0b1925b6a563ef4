package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.Blame;
import firstbad.events.Level;
import firstbad.events.Revision;
import org.jspecify.annotations.Nullable;

/** Advice to test a revision again before anything is done with a result that may be wrong. */
final class Retest {
  /** Where it is the crash that a commit shows, and not the fault, the commit itself says so. */
  private static final String READ_IT =
      "Does it bring the bug, or does it only make it visible, by a check or by code that could not"
          + " be reached before?";

  private final Known known;
  private final SearchCommands search;
  private final AdviceList advice;

  Retest(Known known, SearchCommands search, AdviceList advice) {
    this.known = known;
    this.search = search;
    this.advice = advice;
  }

  /**
   * Which verdict to test again before anything else is done, and what holds if it was wrong.
   *
   * @param lead what not to do until then; empty where that was said
   * @param before the same as a clause, for a result that is not probably wrong
   */
  void before(String lead, String before) {
    Blame suspected = known.suspected();
    if (suspected == null) {
      retestLastGood(lead);
      return;
    }
    String again = again(suspected, lead, before);
    RangeAllowed range = known.rangeIsWithoutSuspected() ? RangeAllowed.of(known) : null;
    if (range == null) {
      afterTheBug(suspected, again);
      return;
    }
    String other = known.blamed() == null ? null : range.onlyOther(suspected.getCommit());
    if (other != null && !known.fix()) {
      advice.add(
          again + " If it does not crash with the bug, " + range.onlyOtherIs(other, known),
          "git show " + abbreviated(other));
      return;
    }
    advice.add(again);
    advice.add(
        "If it does not crash with the bug, "
            + range.clause(known.fix(), known.revisions(), suspected.getCommit()),
        range.commands(search));
  }

  /** Which verdict to test again, and before what, in a sentence. */
  private String again(Blame suspected, String lead, String before) {
    String step = StepName.of(suspected, known.revisions());
    String line = " (line " + suspected.getLine() + " of the log)";
    boolean plausible = known.level() == Level.HIGH || known.level() == Level.MIDDLE;
    return (lead.isEmpty() || plausible
            ? "Test " + step + " again" + (lead.isEmpty() ? "" : " before " + before) + line
            : lead + " until " + step + " has been tested again" + line)
        + whyNotTheFirst(suspected)
        + ".";
  }

  /** Where the events have no range without the verdict: the bug crashed before it. */
  private void afterTheBug(Blame suspected, String again) {
    Revision own = known.fix() ? null : known.titles().lastOwn();
    if (own == null || own.getOrdinal() > suspected.getOrdinal()) {
      advice.add(again);
      return;
    }
    advice.add(
        again
            + " If it does not crash with the bug, the cause lies between it and "
            + StepName.of(own)
            + ", the last that crashed with the bug's own title.",
        search.within(own.getCommit(), suspected.getCommit()));
  }

  /** Where the story tells of another step at which the search left the bug. */
  private String whyNotTheFirst(Blame suspected) {
    Revision foreign = known.titles().foreignSince();
    Revision told = foreign == null ? known.titles().otherTitlesSince() : foreign;
    if (told == null || told.getOrdinal() == suspected.getOrdinal()) {
      return "";
    }
    return known.blamed() == null
        ? ": it was the first to rule out much on another crash"
        : ": it ruled out more of where the cause is likely than any other bad verdict";
  }

  /** No bad verdict explains the doubt, so a good one may be wrong: the last bounds the result. */
  private void retestLastGood(String lead) {
    GoodRevisions good = new GoodRevisions(known.decided());
    Revision last = good.last();
    if (last == null) {
      advice.add(
          (lead.isEmpty()
                  ? "Test a good revision"
                  : lead + " until a good revision has been tested")
              + ": the log has no test of one.");
      return;
    }
    String step = StepName.of(last);
    String line = " (line " + last.getFirstLine() + " of the log)";
    String culprit = lead.isEmpty() ? null : known.head().getCulprit();
    if (culprit != null && known.crashesNearlyAlways()) {
      readFirst(lead, culprit, step, line);
      ifItCrashes(last, good.beforeLast());
      return;
    }
    advice.add(
        (lead.isEmpty()
                ? "Test " + step + ", the last good revision, again"
                : lead + " until the last good revision, " + step + ", has been tested again")
            + " with more runs"
            + line
            + ".");
    ifItCrashes(last, good.beforeLast());
    if (culprit != null) {
      advice.add("If it does not, read the commit. " + READ_IT, "git show " + abbreviated(culprit));
    }
  }

  /** Where the bug does not hide, what the commit says is worth more than another test. */
  private void readFirst(String lead, String culprit, String lastGood, String line) {
    advice.add(
        lead
            + " before you have read it. "
            + READ_IT
            + " More runs can tell little: the bug crashed nearly all runs of each bad revision.",
        "git show " + abbreviated(culprit));
    advice.add(
        "If the commit does not explain the crash, test the last good revision, "
            + lastGood
            + ", again"
            + line
            + ".");
  }

  private void ifItCrashes(Revision last, @Nullable Revision before) {
    if (before == null) {
      advice.add(
          "If it crashes then, there is no range to take the search up in, since no other revision"
              + " is known to be good: test an older release first.");
    } else {
      advice.add(
          "If it crashes then, the search went wrong there: take it up between "
              + StepName.of(last)
              + " and the good revision before it, "
              + StepName.of(before)
              + ".",
          search.withinTestable(last.getCommit(), before.getCommit()));
    }
  }

  /** What no test can mend: the culprit is the kernel that was there before it. */
  void ofSameKernel(SameKernel same) {
    advice.add("Do not mail this culprit: " + same.clause() + ".");
    if (known.suspected() != null || same.good().isEmpty()) {
      before("", "");
      return;
    }
    Revision first = same.good().get(0);
    String wrong =
        "That kernel crashes in some runs, so "
            + (same.good().size() == 1
                ? "this verdict is wrong"
                : "its " + same.good().size() + " good verdicts are wrong");
    Revision before = same.before();
    if (before == null) {
      advice.add(
          wrong + ", and no other revision is known to be good: test an older release first.");
    } else {
      advice.add(
          wrong
              + ". Take the search up between "
              + (same.good().size() == 1 ? "" : "the first of these, ")
              + StepName.of(first)
              + (same.good().size() == 1 ? "" : ",")
              + " and the good revision before it, "
              + StepName.of(before)
              + ", with more runs of each revision.",
          search.withinTestable(first.getCommit(), before.getCommit()));
    }
  }
}
