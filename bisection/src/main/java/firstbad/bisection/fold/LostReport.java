package firstbad.bisection.fold;

import firstbad.bisection.crash.CrashTypes;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.state.CappedText;
import firstbad.bisection.state.LogEnding;
import org.jspecify.annotations.Nullable;

/**
 * The crash report with which each log ends whose search for a cause found crashes to the end: the
 * culprit's, or that of the oldest release. Until March 2019 a log had none.
 */
final class LostReport {

  /** Whether the log is over and has no report, though it is one that ends with it. */
  static boolean is(FoldContext context) {
    LogEnding.Sentence sentence = context.ending.sentence();
    return context.life.end().by() != null
        && sentence != null
        && endsOnCrash(sentence.outcome())
        && context.header.kind() == Kind.CAUSE
        && context.header.tool() != Tool.GIT
        && context.verdicts.era() != Era.SEARCHING
        && !isSilent(context.ending.crashTitle())
        && isEmpty(context);
  }

  private static boolean endsOnCrash(Outcome outcome) {
    return outcome == Outcome.CULPRIT_FOUND || outcome == Outcome.STILL_HAPPENS;
  }

  /** Whether a crash is one by which the machine printed nothing. */
  private static boolean isSilent(@Nullable String title) {
    return title != null && CrashTypes.of(title).equals("NO_OUTPUT");
  }

  private static boolean isEmpty(FoldContext context) {
    CappedText text = context.text;
    if (!context.mode.isReport() || text == null) {
      return true;
    }
    return text.chunks() == 0 && String.join("", text.buffer()).isBlank();
  }

  private LostReport() {}
}
