package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.Bisection;
import firstbad.events.Outcome;
import firstbad.events.RemainingRange;
import firstbad.events.Revision;
import java.util.Objects;

/** Advice on how to go on with a search that found no commit. */
final class Continuation {
  private final Known known;
  private final Bisection head;
  private final LogRemarks remarks;
  private final SearchCommands search;
  private final GitsOwnWords ownWords;
  private final Retest retest;
  private final AdviceList advice;

  Continuation(Known known, SearchCommands search, Retest retest, AdviceList advice) {
    this.known = known;
    this.head = known.head();
    this.remarks = new LogRemarks(head);
    this.search = search;
    this.ownWords = new GitsOwnWords(known);
    this.retest = retest;
    this.advice = advice;
  }

  /**
   * @param derailed the lead where the search left the bug: not where it stopped is it taken up
   */
  void unfinished(String lead, String derailed) {
    if (known.misled() != null) {
      retest.before(derailed, "you continue the search");
      return;
    }
    String byGit = head.getGitCulprit();
    if (byGit != null) {
      advice.add(
          "Look at "
              + abbreviated(byGit)
              + ", on which git ended its search: nothing judged it, since the log has no ending.",
          "git show " + abbreviated(byGit));
      return;
    }
    RemainingRange range = head.getRange();
    if (ownWords.canBeReplayed()) {
      advice.add(ownWords.goOn(), GitsOwnWords.REPLAY);
    } else if (range != null
        && head.getOutcome() == Outcome.TIMED_OUT
        && known.skipped().outnumberTheOthers()) {
      onceTestable("Make the skipped revisions testable");
    } else if (range != null) {
      advice.add(
          lead
              + ", within the range that is left"
              + howMuch()
              + "."
              + (search.skips() ? " The commands skip what could not be tested." : "")
              + ownWords.toAdd(),
          search.withinTestable(range.getCrashesAt(), range.getCleanAt()));
    } else if (!remarks.holdsAnother()) {
      beforeTheRange(lead);
    }
  }

  /** The range that the evidence still allows, and how to take the search up from there. */
  void supported() {
    RangeAllowed range = RangeAllowed.of(known);
    if (range != null) {
      advice.add(range.sentence(known.fix(), known.revisions()), range.commands(search));
    }
  }

  /** Where releases could not be tested: nobody knows whether these crash. */
  void pastUntested(ReleasesTested releases) {
    int older = releases.untested() - 1;
    advice.add(
        "Make "
            + releases.firstUntested()
            + " testable"
            + SkippedRevisions.of(releases).remedy()
            + " and go on from there: whether it crashes is not known"
            + (older == 0
                ? "."
                : older == 1
                    ? ", nor whether the older one does."
                    : ", nor whether the " + older + " older ones do."));
  }

  /** What keeps git from going on are the revisions that were skipped. */
  void onceTestable(String lead) {
    RemainingRange range = head.getRange();
    if (range == null) {
      return;
    }
    String where =
        lead
            + known.skipped().remedy()
            + " and continue the search where "
            + (head.getOutcome() == Outcome.TIMED_OUT ? "the time ran out" : "it ended");
    if (ownWords.canBeReplayed()) {
      advice.add(where + ". " + ownWords.goOn(), GitsOwnWords.REPLAY);
      return;
    }
    boolean git = Endings.inWordsOnly(head);
    advice.add(
        where
            + ": "
            + abbreviated(range.getCrashesAt())
            + (git ? " is bad, " : " crashes, ")
            + abbreviated(range.getCleanAt())
            + (git ? " is good." : " does not.")
            + ownWords.toAdd(),
        search.within(range.getCrashesAt(), range.getCleanAt()));
  }

  /** How many commits are left, as a clause; empty where nobody knows. */
  private String howMuch() {
    Integer left = CommitsLeft.of(known).now();
    RemainingRange range = head.getRange();
    if (range == null) {
      return "";
    }
    if (left == null) {
      Integer printed = range.getCommitsLeft();
      return printed == null
          ? ""
          : ": at most about " + Phrases.about(2L * printed + 2) + " commits";
    }
    boolean exact =
        RangeAllowed.exact(known, known.fix() ? range.getCrashesAt() : range.getCleanAt());
    return ": " + RangeAllowed.commits(left + 1, exact);
  }

  /** Where git was not yet told what to search in; the revisions may know. */
  private void beforeTheRange(String lead) {
    Revision good = new GoodRevisions(known.decided()).last();
    Revision bad = good == null ? null : known.titles().badBefore(good);
    if (remarks.lacksItsBeginning()) {
      advice.add("Publish the whole log: the lines that say where the search starts are missing.");
    } else if (good != null && bad != null) {
      advice.add(
          lead
              + " between "
              + StepName.of(bad)
              + ", which crashes, and "
              + StepName.of(good)
              + ", which does not."
              + ownWords.toAdd(),
          search.withinTestable(bad.getCommit(), good.getCommit()));
    } else if (known.releases().untested() > 0) {
      pastUntested(known.releases());
    } else {
      advice.add(withoutRange());
    }
  }

  private String withoutRange() {
    if (head.getOutcome() == Outcome.BROKEN_OFF) {
      return "Check whether the job still runs; if it does not, run it again:"
          + " the log stops before there is a range.";
    }
    if (head.getOutcome() != Outcome.TIMED_OUT || head.getRevisions().getTested() == 0) {
      return "Run it again: it ended before there was a range.";
    }
    String back =
        known.revisions().stream()
            .map(Revision::getRelease)
            .filter(Objects::nonNull)
            .reduce((first, last) -> last)
            .map(release -> "it got back to " + release + " and found no clean release")
            .orElse("it found no clean release");
    int skipped = head.getRevisions().getSkip();
    return "Run it again with a longer limit, or from an older release that you know to be good: in"
        + " its time "
        + back
        + (skipped == 0
            ? "."
            : "; " + Phrases.count(skipped, "revision") + " could not be tested.");
  }
}
