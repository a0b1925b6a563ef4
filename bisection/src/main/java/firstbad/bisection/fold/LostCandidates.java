package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.trust.judgement.ReasonPhrases;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of candidates lacks, though it is the same wherever it stands: each commit that could
 * not be decided since the last one that was good or bad is a candidate.
 */
final class LostCandidates {

  /** A sentence; null where none is known to be missing. */
  static @Nullable String missing(FoldContext context) {
    int named = context.ending.candidates();
    if (named > Caps.CANDIDATES) {
      return null; // not all of them are known
    }
    Set<String> names = new HashSet<>(ListedWords.of(context, "candidate/", named));
    for (int ordinal = context.verdicts.opened(); ordinal > 0; ordinal--) {
      if (!(context.archive.get("revision/" + ordinal) instanceof Piece.TestedRevision tested)
          || tested.verdict() == Verdict.GOOD
          || tested.verdict() == Verdict.BAD) {
        return null;
      }
      if (tested.verdict() == Verdict.SKIP && !names.contains(tested.commit())) {
        return ReasonPhrases.abbreviated(tested.commit())
            + " was skipped, and the list of candidates lacks it: lines are missing.";
      }
    }
    return null;
  }

  private LostCandidates() {}
}
