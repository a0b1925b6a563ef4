package firstbad.bisection.trust;

import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.posterior.ClosedRevision;
import firstbad.bisection.trust.title.CommitTitle;
import java.util.List;

/**
 * A whole bisection as trust sees it.
 *
 * @param fix whether it searched for a fix
 * @param revisions closed ones in their order
 */
public record SearchHistory(boolean fix, List<ClosedRevision> revisions, SearchEnd ending) {

  /** The evidence at its end. */
  public Evidence evidence(Assessor assessor) {
    Evidence evidence = fix ? Evidence.OF_FIX : Evidence.OF_CAUSE;
    for (ClosedRevision revision : revisions) {
      evidence = assessor.weigh(evidence, revision).evidence();
    }
    return evidence;
  }

  /** The word on it. */
  public Judgement judged(Assessor assessor) {
    return assessor.settled(evidence(assessor), ending);
  }

  /** Revisions that were tried on the way from the first to the end and crashed, the first too. */
  public List<ClosedRevision> bad() {
    return revisions.stream()
        .filter(each -> each.stage() != ClosedRevision.SearchStage.ASIDE)
        .filter(each -> each.verdict() == ClosedRevision.Verdict.BAD)
        .toList();
  }

  /** Whether the end is a merge or a release. */
  public boolean mergeOrRelease() {
    String title = ending.title();
    return title == null
        || title.isEmpty()
        || CommitTitle.kind(title) != CommitTitle.Kind.PLAIN
        || bad().stream()
            .anyMatch(
                each ->
                    each.stage() == ClosedRevision.SearchStage.RELEASE
                        && each.commit().equals(ending.commit()));
  }
}
