package firstbad.bisection;

import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.fold.TrustAssessment;
import firstbad.bisection.trust.ChangedFiles;
import firstbad.bisection.trust.SearchEnd;
import firstbad.bisection.trust.SearchHistory;
import firstbad.bisection.trust.posterior.ClosedRevision;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What trust looks at, read back from the records of an ended bisection: to judge it again with
 * other parameters, to ask other rules, to fit weights.
 */
public final class SearchHistoryReader {

  /**
   * A bisection that has ended.
   *
   * @param head its last version, which has the report
   * @param revisions in their order; open ones tell nothing
   * @param culprit null when it names none
   */
  public static SearchHistory of(
      Bisection head, List<Revision> revisions, @Nullable CulpritFound culprit) {
    return new SearchHistory(
        head.kind() == Kind.FIX,
        revisions.stream()
            .filter(revision -> !revision.open())
            .map(revision -> closed(revision, head.flaky()))
            .toList(),
        culprit == null ? nameless(head) : end(head, culprit));
  }

  private static ClosedRevision closed(Revision revision, boolean flaky) {
    return new ClosedRevision(
        revision.ordinal(),
        revision.firstLine(),
        revision.commit(),
        revision.title(),
        TrustAssessment.stage(revision.role(), revision.runs().total() > 0),
        TrustAssessment.verdict(revision.verdict()),
        TrustAssessment.crashes(revision.crashes()),
        revision.runs().ok(),
        revision.commitsLeft(),
        flaky);
  }

  private static SearchEnd end(Bisection head, CulpritFound culprit) {
    boolean unfounded =
        head.gitCulprit() == null
            && head.remarks().stream()
                .anyMatch(remark -> remark.kind() == Remark.Kind.CONTRADICTION);
    return new SearchEnd(
        unfounded ? SearchEnd.Named.UNFOUNDED : SearchEnd.Named.CULPRIT,
        culprit.commit(),
        culprit.title(),
        Objects.equals(culprit.binaryChanged(), false),
        head.flaky(),
        culprit.author() != null || culprit.changedFileCount() > 0,
        new ChangedFiles(
            culprit.changedFiles(), culprit.changedFileCount(), culprit.changedFilesKnown()),
        holes(head),
        head.report() == null ? "" : head.report());
  }

  private static SearchEnd.Named candidates(Bisection head) {
    boolean partial =
        head.candidateCount() == 0
            || head.remarks().stream()
                .anyMatch(remark -> remark.kind() == Remark.Kind.MISSING_LINES);
    return partial ? SearchEnd.Named.PARTIAL : SearchEnd.Named.CANDIDATES;
  }

  private static SearchEnd nameless(Bisection head) {
    return new SearchEnd(
        head.outcome() == Outcome.INCONCLUSIVE ? candidates(head) : SearchEnd.Named.NOTHING,
        null,
        null,
        false,
        head.flaky(),
        false,
        ChangedFiles.NONE,
        holes(head),
        "");
  }

  private static boolean holes(Bisection head) {
    return head.remarks().stream().anyMatch(remark -> remark.kind().hole());
  }

  private SearchHistoryReader() {}
}
