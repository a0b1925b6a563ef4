package firstbad.bisection.fold;

import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.grammar.RangeEntry;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.Phase;
import java.util.List;

/** What the search for the other end of the range does. */
final class RangeEffects {
  private static final String MERGE_BASE = "merge base";

  /** Kept where the statistics came before any end of the range was looked for. */
  private static final String UNPROBED = "unprobed";

  static final List<Effect<?>> ROWS =
      List.of(
          Effect.of(RangeEntry.Probing.class, RangeEffects::probing),
          Effect.of(RangeEntry.Remark.class, RangeEffects::remark),
          Effect.of(RangeEntry.HeadTest.class, RangeEffects::headTest),
          Effect.of(RangeEntry.MergeBase.class, RangeEffects::mergeBase),
          Effect.of(RangeEntry.MergeBaseClean.class, RangeEffects::mergeBaseClean),
          Effect.of(
              RangeEntry.StillCrashes.class,
              (context, line) -> endsEarly(context, Verdict.BAD, Outcome.STILL_HAPPENS)),
          Effect.of(RangeEntry.HeadBroken.class, RangeEffects::headBroken));

  private static void begins(FoldContext context) {
    RevisionClosing.closes(context);
    if (context.search.phase().compareTo(Phase.RANGE) < 0) {
      context.search = context.search.in(Phase.RANGE);
    }
  }

  private static void probing(FoldContext context, RangeEntry.Probing line) {
    Contradictions.inSearchForFix(context);
    begins(context);
    ReleaseOrder.probes(context, line.tag());
    RevisionOpening.announces(context, Role.RELEASE, null, line.tag());
  }

  private static void remark(FoldContext context, RangeEntry.Remark line) {
    begins(context);
    context.proves(Era.WEIGHED);
  }

  private static void headTest(FoldContext context, RangeEntry.HeadTest line) {
    if (Contradictions.ofAnotherKind(context)) {
      return;
    }
    begins(context);
    RevisionOpening.announces(context, Role.HEAD, line.commit(), null);
  }

  private static void mergeBase(FoldContext context, RangeEntry.MergeBase line) {
    if (Contradictions.ofAnotherKind(context)) {
      return;
    }
    begins(context);
    context.proves(line.tested() ? Era.ONCE : Era.WEIGHED);
    if (line.tested()) {
      RevisionOpening.announces(context, Role.MERGE_BASE, line.commit(), null);
    } else {
      context.archive.put(MERGE_BASE, new Piece.Word(line.commit()));
    }
  }

  /**
   * Whether the log names this merge base and does not test it, as was the rule until August 2023.
   */
  static boolean isMergeBase(FoldContext context, String commit) {
    return context.archive.get(MERGE_BASE) instanceof Piece.Word named
        && named.text().equals(commit);
  }

  private static void mergeBaseClean(FoldContext context, RangeEntry.MergeBaseClean line) {
    if (Contradictions.ofAnotherKind(context)) {
      return;
    }
    begins(context);
    context.proves(Era.ONCE);
    context.ending = context.ending.early(Outcome.MERGE_BASE_CLEAN);
  }

  /** The statistics are read: what was not looked for until now never is. */
  static void over(FoldContext context) {
    if (context.search.phase().compareTo(Phase.RANGE) < 0) {
      context.archive.put(UNPROBED, new Piece.Word("yes"));
    }
  }

  /** Whether the other end of the range was tested, so that a verdict may be on it. */
  static boolean isProbed(FoldContext context) {
    return context.archive.get(UNPROBED) == null && context.search.next() == null;
  }

  /** The log says that the search found no other end, and it has no search for one. */
  static void endsUnprobed(FoldContext context, String sentence) {
    if (context.archive.get(UNPROBED) != null) {
      context.notices(
          Remark.Kind.MISSING_REVISIONS,
          null,
          "The log ends with "
              + Contradictions.quoted(sentence)
              + ", and has no test of another commit than the one it starts from.");
    }
  }

  private static void headBroken(FoldContext context, RangeEntry.HeadBroken line) {
    if (!Contradictions.ofAnotherKind(context)) {
      endsEarly(context, Verdict.SKIP, Outcome.NO_RANGE_END);
    }
  }

  private static void endsEarly(FoldContext context, Verdict verdict, Outcome outcome) {
    RevisionClosing.closes(context, verdict);
    context.ending = context.ending.early(outcome);
  }

  private RangeEffects() {}
}
