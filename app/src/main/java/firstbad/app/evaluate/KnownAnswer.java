package firstbad.app.evaluate;

import firstbad.bisection.trust.measure.GroundTruth;
import firstbad.bisection.trust.measure.WatchedSearch.Truth;
import firstbad.bisection.trust.posterior.ClosedRevision;
import org.jspecify.annotations.Nullable;

/**
 * What somebody found out about a bisection: a line of the file of labels.
 *
 * @param log the name of the log or the id of the bisection
 * @param title the bug's title; null when the line gives none
 * @param right whether the culprit is the cause; null when that is not known
 * @param culprit the commit that the line is about; null when it gives none
 * @param trueCause the commit that is the cause; null when the line gives none
 * @param calledBad whether a revision without the cause was called bad
 * @param derailCommit the first revision whose verdict contradicts the cause; null when unknown
 * @param derailLine the line of the log that opens it; null when unknown
 */
record KnownAnswer(
    String log,
    @Nullable String title,
    @Nullable Boolean right,
    @Nullable String culprit,
    @Nullable String trueCause,
    boolean calledBad,
    @Nullable String derailCommit,
    @Nullable Long derailLine) {

  /** Whether it is about the culprit that this bisection names, or about none. */
  boolean fits(Case bisection) {
    return culprit == null
        || bisection.culprit() == null
        || bisection.culprit().startsWith(culprit)
        || culprit.startsWith(bisection.culprit());
  }

  /** What the bug is called; the bisection where the line gives no title. */
  String bug(Case bisection) {
    return title == null ? bisection.name() : title.replaceAll(" \\(\\d+\\)$", "");
  }

  /**
   * What is known of a bisection.
   *
   * @param groups of all that are asked about
   */
  GroundTruth answer(Case bisection, AnswerGroups groups) {
    boolean named = culprit != null || bisection.culprit() != null;
    Truth truth =
        calledBad ? Truth.CALLED_BAD : Boolean.TRUE.equals(right) ? Truth.RIGHT : Truth.OTHER;
    return new GroundTruth(
        bisection.name(),
        groups.of(bug(bisection)),
        named ? right : null,
        truth,
        derailedAt(bisection),
        bisection.course().revisions().size());
  }

  /** Found by its line, which may be that of the announcement before the revision, or its hash. */
  private @Nullable Integer derailedAt(Case bisection) {
    for (ClosedRevision each : bisection.course().revisions()) {
      boolean same = derailCommit != null && each.commit().startsWith(derailCommit);
      boolean there =
          derailLine == null
              ? same
              : each.line() == derailLine || (same && each.line() > derailLine);
      if (there) {
        return each.ordinal();
      }
    }
    return null;
  }
}
