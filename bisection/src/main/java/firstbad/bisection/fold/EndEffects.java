package firstbad.bisection.fold;

import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.EndEntry;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.state.CappedText;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.Phase;
import java.util.List;

/** What a log says at its end, and what that does. */
final class EndEffects {
  static final List<Effect<?>> ROWS =
      List.of(
          Effect.of(EndEntry.ErrorProbability.class, EndEffects::errorProbability),
          Effect.of(EndEntry.CulpritSignature.class, EndEffects::culpritSignature),
          Effect.of(EndEntry.ParentSignature.class, EndEffects::parentSignature),
          Effect.of(EndEntry.Undetected.class, EndEffects::undetected),
          Effect.of(EndEntry.ParentNotTested.class, EndEffects::parentNotTested),
          Effect.of(EndEntry.Flaky.class, EndEffects::flaky),
          Effect.of(EndEntry.Trailer.class, EndEffects::trailer),
          Effect.of(EndEntry.NothingFound.class, EndEffects::nothingFound)
              .where(LogAnomalies::isBisection),
          Effect.of(
              EndEntry.CommitMessage.class,
              (context, line) -> RevisionClosing.closes(context, null)),
          // A mail that quotes an ending names nothing.
          Effect.of(EndEntry.Named.class, EndEffects::named).where(LogAnomalies::isBisection),
          Effect.of(
              EndEntry.Recipients.class,
              (context, line) -> BoundedLists.recipients(context, line.list(), line.name())),
          // Before the trailer it is what a compiler says.
          Effect.of(EndEntry.Failed.class, EndEffects::failed).where(EndEffects::afterTrailer),
          Effect.of(EndEntry.Crashed.class, EndEffects::crashed).where(EndEffects::afterTrailer));

  private static boolean afterTrailer(FoldContext context) {
    return context.search.phase() == Phase.OUTCOME;
  }

  private static void errorProbability(FoldContext context, EndEntry.ErrorProbability line) {
    RevisionClosing.closes(context);
    context.proves(Era.CHANCES);
    context.ending = context.ending.errorProbability(line.chance());
  }

  private static void culpritSignature(FoldContext context, EndEntry.CulpritSignature line) {
    RevisionClosing.closes(context);
    context.git = context.git.signed(line.token());
  }

  private static void parentSignature(FoldContext context, EndEntry.ParentSignature line) {
    RevisionClosing.closes(context);
    context.git = context.git.parentSigned(line.token());
  }

  private static void undetected(FoldContext context, EndEntry.Undetected line) {
    RevisionClosing.closes(context);
    LostSignatures.undetected(context);
    context.mode = Mode.ASIDE;
  }

  private static void parentNotTested(FoldContext context, EndEntry.ParentNotTested line) {
    RevisionClosing.closes(context);
    context.git = context.git.parent(Utf8.cut(line.commit(), 100));
    RevisionOpening.announces(context, Role.PARENT, line.commit(), null);
  }

  private static void flaky(FoldContext context, EndEntry.Flaky line) {
    RevisionClosing.closes(context, null);
    context.verdicts = context.verdicts.calledFlaky();
    context.proves(line.estimated() ? Era.CHANCES : Era.FLAGGED);
    context.ending = context.ending.reproductionChance(line.chance());
  }

  private static void trailer(FoldContext context, EndEntry.Trailer line) {
    LogEnding.Trailer first = context.ending.trailer();
    if (first != null) {
      SecondEnding.trailer(context, first.revisions(), line.revisions());
      return;
    }
    SecondEnding.endedBefore(context);
    RevisionClosing.closes(context, null);
    RangeEffects.over(context);
    context.search = context.search.in(Phase.OUTCOME);
    context.ending =
        context.ending.trailer(
            new LogEnding.Trailer(
                line.revisions(),
                line.total(),
                line.build(),
                line.test(),
                context.position.highest()));
  }

  private static void nothingFound(FoldContext context, EndEntry.NothingFound line) {
    if (line.errors() || afterTrailer(context)) {
      RevisionClosing.closes(context, null);
    }
    Outcome early = context.ending.early();
    RangeEffects.endsUnprobed(context, line.sentence());
    boolean last = context.verdicts.closed().last() == Verdict.BAD;
    boolean crashed = !line.errors() || (last && RangeEffects.isProbed(context));
    Outcome outcome = crashed ? Outcome.STILL_HAPPENS : Outcome.NO_RANGE_END;
    SecondEnding.ends(context, early == null ? outcome : early, line.sentence(), null, null);
  }

  private static void named(FoldContext context, EndEntry.Named line) {
    if (afterTrailer(context)) {
      RevisionClosing.closes(context, null);
    }
    String byGit = context.git.commit();
    if (byGit != null && !byGit.equals(line.commit())) {
      context.notices(Remark.Kind.CULPRIT_DIFFERS, byGit);
    }
    SecondEnding.ends(context, Outcome.CULPRIT_FOUND, line.sentence(), line.commit(), line.title());
  }

  private static void failed(FoldContext context, EndEntry.Failed line) {
    SecondEnding.ends(context, line.outcome(), "error: " + line.text(), null, null);
    LogEnding.Sentence holds = context.ending.sentence();
    if (holds == null || holds.line() != context.position.highest()) {
      return;
    }
    context.text = CappedText.error().with(line.text(), context.archive);
    context.mode = Mode.ERROR;
    if (line.renames() || line.resembles()) {
      UnknownLines.found(context, context.line);
    }
  }

  /**
   * Whether a line in the error that ends a log is an ending of the fuzzer's own: the error before
   * it was none, since a tool may print such a line anywhere.
   */
  static boolean endsInError(FoldContext context, String line) {
    LogEnding.Sentence known = context.ending.sentence();
    boolean ofAnyTool = known != null && known.outcome() == Outcome.FAILED;
    if (ofAnyTool
        && line.startsWith("error: ")
        && Grammar.read(line) instanceof EndEntry.Failed error
        && error.outcome() != Outcome.FAILED) {
      failed(context, error);
      return true;
    }
    return false;
  }

  private static void crashed(FoldContext context, EndEntry.Crashed line) {
    context.ending = context.ending.crash(context.title(line.title()));
    context.text = CappedText.report();
    context.mode = Mode.REPORT;
  }

  private EndEffects() {}
}
