package firstbad.bisection;

import firstbad.bisection.trust.ClosedRevision;
import firstbad.bisection.trust.Course;
import firstbad.bisection.trust.LogEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What trust looks at, read back from the records of an ended bisection: to judge it again with
 * other parameters, to ask other rules, to fit weights.
 */
public final class Courses {

  /**
   * A bisection that has ended.
   *
   * @param head its last version, which has the report
   * @param revisions in their order; open ones tell nothing
   * @param culprit null when it names none
   */
  public static Course of(
      Bisection head, List<Revision> revisions, @Nullable CulpritFound culprit) {
    return new Course(
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
        place(revision.role(), revision.runs().total() > 0),
        verdict(revision.verdict()),
        crashes(revision.crashes()),
        revision.runs().ok(),
        revision.revisionsLeft(),
        flaky);
  }

  /** Where a revision stands; a step that was decided without a test tells nothing. */
  static ClosedRevision.Place place(Role role, boolean hasRuns) {
    return switch (role) {
      case ORIGINAL -> ClosedRevision.Place.ORIGINAL;
      case RELEASE, HEAD -> ClosedRevision.Place.RELEASE;
      case STEP -> hasRuns ? ClosedRevision.Place.STEP : ClosedRevision.Place.ASIDE;
      case UNKNOWN, CONFIG, MERGE_BASE, PARENT -> ClosedRevision.Place.ASIDE;
    };
  }

  static ClosedRevision.Verdict verdict(Verdict verdict) {
    return switch (verdict) {
      case GOOD -> ClosedRevision.Verdict.GOOD;
      case BAD -> ClosedRevision.Verdict.BAD;
      case SKIP, UNKNOWN -> ClosedRevision.Verdict.SKIP;
    };
  }

  static List<ClosedRevision.Crashes> crashes(List<TitleCount> counts) {
    if (counts.isEmpty()) {
      return List.of();
    }
    List<ClosedRevision.Crashes> crashes = new ArrayList<>(counts.size());
    for (TitleCount each : counts) {
      crashes.add(new ClosedRevision.Crashes(each.title(), each.runs()));
    }
    return crashes;
  }

  private static LogEnd end(Bisection head, CulpritFound culprit) {
    return new LogEnd(
        LogEnd.Named.CULPRIT,
        culprit.commit(),
        culprit.title(),
        Objects.equals(culprit.binaryChanged(), false),
        head.flaky(),
        culprit.author() != null || culprit.changedFileCount() > 0,
        culprit.changedFiles(),
        head.report() == null ? "" : head.report());
  }

  private static LogEnd nameless(Bisection head) {
    return new LogEnd(
        head.outcome() == Outcome.INCONCLUSIVE ? LogEnd.Named.CANDIDATES : LogEnd.Named.NOTHING,
        null,
        null,
        false,
        head.flaky(),
        false,
        List.of(),
        "");
  }

  private Courses() {}
}
