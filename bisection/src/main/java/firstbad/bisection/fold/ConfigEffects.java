package firstbad.bisection.fold;

import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.ConfigEntry;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.Phase;
import java.util.List;

/** What the minimisation of the kernel configuration does. */
final class ConfigEffects {
  static final List<Effect<?>> ROWS =
      List.of(
          Effect.of(ConfigEntry.Progress.class, (context, line) -> begins(context, line.era())),
          Effect.of(ConfigEntry.Trying.class, ConfigEffects::trying),
          Effect.of(ConfigEntry.Disabling.class, ConfigEffects::disabling),
          Effect.of(ConfigEntry.Adopted.class, ConfigEffects::adopted),
          Effect.of(ConfigEntry.Script.class, ConfigEffects::script),
          Effect.of(ConfigEntry.Failed.class, ConfigEffects::failed));

  private static void begins(FoldContext context, Era era) {
    RevisionClosing.closes(context);
    context.proves(era);
    if (context.search.phase().compareTo(Phase.CONFIG) < 0) {
      context.search = context.search.in(Phase.CONFIG);
    }
  }

  private static void trying(FoldContext context, ConfigEntry.Trying line) {
    begins(context, line.era());
    RevisionOpening.announces(context, Role.CONFIG, null, line.words());
  }

  private static void disabling(FoldContext context, ConfigEntry.Disabling line) {
    begins(context, Era.WEIGHED);
    if (context.search.next() == null) {
      RevisionOpening.announces(context, Role.CONFIG, null, line.words());
    } else {
      RevisionOpening.prepares(context);
    }
  }

  private static void adopted(FoldContext context, ConfigEntry.Adopted line) {
    boolean config = context.revision != null && context.revision.is(Role.CONFIG);
    if (config) {
      RevisionClosing.closes(context, Verdict.BAD);
    }
    begins(context, line.era());
    if (config) {
      context.verdicts = context.verdicts.adopting();
    }
  }

  private static void script(FoldContext context, ConfigEntry.Script line) {
    begins(context, Era.BISECTING);
    context.mode = Mode.SCRIPT;
  }

  private static void failed(FoldContext context, ConfigEntry.Failed line) {
    begins(context, Era.BISECTING);
    context.mode = Mode.ASIDE;
  }

  private ConfigEffects() {}
}
