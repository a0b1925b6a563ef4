package firstbad.bisection.fold;

import firstbad.bisection.finding.Role;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.grammar.FixEntry;
import java.util.List;

/** What a fix bisection asks before it tests a candidate. */
final class FixEffects {
  static final List<Effect<?>> ROWS =
      List.of(
          Effect.of(FixEntry.Asking.class, FixEffects::asking),
          Effect.of(FixEntry.Contained.class, FixEffects::contained),
          Effect.of(FixEntry.TestMergeBase.class, FixEffects::testMergeBase),
          Effect.of(
              FixEntry.NotIntroduced.class, (context, line) -> RevisionClosing.closes(context)));

  private static void asking(FoldContext context, FixEntry.Asking line) {
    RevisionClosing.closes(context);
    context.proves(Era.ONCE);
    RevisionOpening.prepares(context);
  }

  private static void contained(FoldContext context, FixEntry.Contained line) {
    RevisionClosing.closes(context);
    RevisionOpening.prepares(context);
  }

  private static void testMergeBase(FoldContext context, FixEntry.TestMergeBase line) {
    RevisionClosing.closes(context);
    RevisionOpening.announces(context, Role.MERGE_BASE, null, null);
  }

  private FixEffects() {}
}
