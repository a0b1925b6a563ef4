package firstbad.bisection.fold;

import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.finding.VerdictSource;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Runs;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a revision.
 *
 * @param verdict what holds: the log's word where it has one
 * @param derived what the rule of the log's era says
 * @param disagreement one sentence where the two differ; else null
 */
record Ruling(
    Verdict verdict, VerdictSource source, Verdict derived, @Nullable String disagreement) {

  /** There is none while a revision is open. */
  static final Ruling NONE =
      new Ruling(Verdict.UNKNOWN, VerdictSource.UNKNOWN, Verdict.UNKNOWN, null);

  /**
   * The ruling on a revision that closes.
   *
   * @param logged what the log says of it when it closes, or null
   */
  static Ruling of(FoldContext context, OpenRevision revision, @Nullable Verdict logged) {
    Verdict derived = derived(context, revision);
    Verdict said = logged == null ? remarked(revision) : logged;
    if (said == null) {
      boolean none = derived == Verdict.UNKNOWN;
      return new Ruling(
          derived, none ? VerdictSource.UNKNOWN : VerdictSource.DERIVED, derived, null);
    }
    boolean agree = said == derived || derived == Verdict.UNKNOWN;
    return new Ruling(
        said,
        VerdictSource.LOGGED,
        derived,
        agree ? null : disagreement(context, revision.runs(), said, derived));
  }

  /**
   * What the rule of the log's era makes of the runs, where it has them all; a failed build is
   * skipped.
   */
  static Verdict derived(FoldContext context, OpenRevision revision) {
    if (revision.beforeGap() != null) {
      return Verdict.UNKNOWN;
    }
    if (revision.hasRuns()) {
      return context.verdicts.derived(revision.runs());
    }
    return revision.build().failed() && !revision.is(Role.PARENT) ? Verdict.SKIP : Verdict.UNKNOWN;
  }

  private static @Nullable Verdict remarked(OpenRevision revision) {
    if (revision.remarks().undecided()) {
      return Verdict.SKIP;
    }
    return revision.remarks().falseNegative() == null ? null : Verdict.GOOD;
  }

  private static String disagreement(
      FoldContext context, Runs runs, Verdict said, Verdict derived) {
    return "The log says "
        + word(said)
        + "; the rule of "
        + context.verdicts.era().from()
        + " gives "
        + word(derived)
        + " for "
        + runs.ok()
        + " OK and "
        + runs.crashed()
        + " crashed of "
        + runs.total()
        + " runs.";
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
