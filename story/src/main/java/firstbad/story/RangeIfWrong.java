package firstbad.story;

import firstbad.events.Blame;
import firstbad.events.CommitRange;
import firstbad.events.CulpritFound;
import firstbad.events.RemainingRange;
import firstbad.events.Revision;
import firstbad.events.SearchKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The range that the evidence allows, as the advice has it, in a sentence for whoever writes of a
 * culprit.
 *
 * @param sentence which begins with its condition, that the blamed verdict is wrong
 * @param refuted the same where the culprit is known to be wrong
 */
public record RangeIfWrong(String sentence, String refuted) {

  /** Null where no verdict is blamed, or its clean end is not known. */
  static @Nullable RangeIfWrong of(Known known) {
    Blame blamed = known.blamed();
    RangeAllowed range = RangeAllowed.of(known);
    if (blamed == null || range == null || range.clean() == null) {
      return null;
    }
    String other = known.fix() ? null : range.onlyOther(blamed.getCommit());
    String clause =
        other == null
            ? range.clause(known.fix(), known.revisions(), blamed.getCommit())
            : range.onlyOtherIs(other, known);
    return new RangeIfWrong(
        condition(blamed, known.revisions()) + clause,
        range.sentence(known.fix(), known.revisions()));
  }

  /** As far as the event alone knows: it names no releases, and its number may be git's guess. */
  static @Nullable RangeIfWrong of(CulpritFound culprit) {
    Blame blamed = culprit.getAssessment().getBlamed();
    CommitRange found = culprit.getAssessment().getSupportedRange();
    if (blamed == null || found == null || found.getCleanAt() == null) {
      return null;
    }
    boolean fix = culprit.getKind() == SearchKind.FIX;
    RangeAllowed range = RangeAllowed.of(found, fix);
    return new RangeIfWrong(
        condition(blamed, List.of()) + range.clause(fix, List.of(), blamed.getCommit()),
        range.sentence(fix, List.of()));
  }

  /** Whether the evidence allows another range than the one that the verdicts leave. */
  public static boolean isAnother(Known known) {
    CommitRange allowed = known.supportedRange();
    RemainingRange left = known.head().getRange();
    return allowed != null
        && left != null
        && !(allowed.getCrashesAt().equals(left.getCrashesAt())
            && left.getCleanAt().equals(allowed.getCleanAt()));
  }

  private static String condition(Blame blamed, List<Revision> revisions) {
    return "If " + StepName.of(blamed, revisions) + " does not crash with the bug, ";
  }
}
