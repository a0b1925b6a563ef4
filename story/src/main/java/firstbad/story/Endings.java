package firstbad.story;

import firstbad.events.Bisection;
import firstbad.events.EndedBy;
import firstbad.events.RemarkKind;
import firstbad.events.SearchKind;
import firstbad.events.Tool;
import firstbad.events.VerdictCounts;

/** How a bisection ended, in words. */
public final class Endings {
  static final String NOT_AGAIN = "The crash did not happen again on the original commit";

  /** Whether good and bad are all that is known: git was told so, and no crash was read. */
  public static boolean inWordsOnly(Bisection head) {
    return head.getTool() == Tool.GIT && head.getBugTitles().isEmpty();
  }

  /** One clause without a full stop. */
  public static String of(Bisection head) {
    boolean fix = head.getKind() == SearchKind.FIX;
    return switch (head.getOutcome()) {
      case UNKNOWN -> "Nothing is known yet";
      case RUNNING -> "It is still running";
      case CULPRIT_FOUND ->
          fix ? "It found the commit that removed the crash" : "It found the culprit";
      case INCONCLUSIVE ->
          head.getCandidateCount() < 2
              ? "Inconclusive: the commits that are left could not be tested"
              : "Inconclusive: any of "
                  + Phrases.count(head.getCandidateCount(), "commit")
                  + (fix ? " can be the fix; " : " can be the cause; ")
                  + (head.getCandidateCount() == 2
                      ? "one"
                      : Phrases.number(head.getCandidateCount() - 1L))
                  + " of them could not be tested";
      case NO_RANGE_END ->
          "No revision without the crash was found, so there was no range to search"
              + (String.valueOf(head.getOutcomeText()).contains("inconclusive")
                  ? "; the log calls this inconclusive"
                  : "");
      case STILL_HAPPENS ->
          fix ? "The crash still happens on HEAD" : "The crash happens on the oldest release too";
      case MERGE_BASE_CLEAN -> "The merge base of the two trees does not crash";
      case NOT_REPRODUCED ->
          inWordsOnly(head)
              ? "The test did not fail on the bad commit"
              : nothingDecided(head) ? "The original commit could not be tested" : NOT_AGAIN;
      case FAILED -> "The bisection failed with an error";
      case TIMED_OUT -> "The bisection ran into its time limit";
      case BROKEN_OFF -> brokenOff(head);
      case NOT_A_BISECTION -> "The text is not a bisection log";
    };
  }

  /** Whether revisions were tried, and none of them has runs that say anything of the crash. */
  static boolean nothingDecided(Bisection head) {
    VerdictCounts counts = head.getRevisions();
    return counts.getSkip() > 0 && counts.getSkip() == counts.getTested();
  }

  /** Whether the log ends with words that no rule knows. */
  static boolean unknown(Bisection head) {
    return head.getRemarks().stream().anyMatch(each -> each.getKind() == RemarkKind.UNKNOWN_ENDING);
  }

  private static String brokenOff(Bisection head) {
    if (unknown(head)) {
      return "The log has an ending that no rule knows";
    }
    if (inWordsOnly(head)) {
      return "The search had not ended when this was written";
    }
    return head.getEndedBy() == EndedBy.SILENCE
        ? "The log fell silent in the middle, without an ending"
        : "The log stops in the middle, without an ending";
  }

  private Endings() {}
}
