package firstbad.bisection.fold;

import firstbad.bisection.finding.Remark;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.grammar.RevisionEntry;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.Notes;
import firstbad.bisection.state.OpenRevision;
import java.util.List;

/** What the lines of one tested revision do. */
final class RevisionEffects {
  static final List<Effect<?>> ROWS =
      List.of(
          Effect.of(RevisionEntry.Ran.class, RevisionEffects::ran).where(RevisionEffects::testing),
          Effect.of(RevisionEntry.Opened.class, RevisionEffects::opened),
          Effect.of(RevisionEntry.Compiler.class, RevisionEffects::compiler)
              .where(RevisionEffects::testing),
          Effect.of(RevisionEntry.Signature.class, RevisionEffects::signature)
              .where(RevisionEffects::testing),
          Effect.of(RevisionEntry.Representative.class, RevisionEffects::representative)
              .where(RevisionEffects::testing),
          Effect.of(RevisionEntry.Undecided.class, RevisionEffects::undecided),
          Effect.of(RevisionEntry.Misplaced.class, (context, line) -> context.proves(Era.MAJORITY)),
          Effect.of(RevisionEntry.NotBuilt.class, RevisionEffects::notBuilt),
          Effect.of(RevisionEntry.NotTested.class, RevisionEffects::notTested)
              .where(context -> context.revision != null && !context.revision.hasRuns()),
          Effect.of(RevisionEntry.NotReproducible.class, RevisionEffects::notReproducible),
          Effect.of(RevisionEntry.FalseNegative.class, RevisionEffects::falseNegative)
              .where(RevisionEffects::testing),
          Effect.of(RevisionEntry.SeemsFlaky.class, RevisionEffects::seemsFlaky));

  /** After a failure there is no test, and what looks like one is pasted text. */
  private static boolean testing(FoldContext context) {
    return context.mode != Mode.FAILURE;
  }

  private static void ran(FoldContext context, RevisionEntry.Ran line) {
    OpenRevision revision = context.revision;
    if (revision == null) {
      unopened(context);
      context.notices(Remark.Kind.RUNS_WITHOUT_REVISION, null);
      return;
    }
    LostRuns.tried(context);
    context.mode = line.outcome().conclusive() ? Mode.RUNS : Mode.RUN_OUTPUT;
    RunCounting.ran(context, PastedText.built(context, revision), line);
  }

  static void opened(FoldContext context, RevisionEntry.Opened line) {
    if (Contradictions.test(context, line.commit())) {
      return;
    }
    context.proves(line.era());
    RevisionOpening.opens(context, line.commit());
    String compiler = line.compiler();
    if (compiler != null && !compiler.isEmpty()) {
      context.amends(revision -> revision.with(revision.build().by(compiler)));
    }
  }

  private static void compiler(FoldContext context, RevisionEntry.Compiler line) {
    context.proves(Era.TWENTY);
    context.amends(revision -> PastedText.built(context, revision));
    context.amends(revision -> revision.with(revision.build().by(line.text())));
  }

  /** A kernel was built although no line says of what: text before it is no reason of a failure. */
  private static void unopened(FoldContext context) {
    if (context.revision == null && context.mode == Mode.PREPARATION) {
      UnknownLines.releaseNotes(context);
      context.text = null;
    }
  }

  private static void signature(FoldContext context, RevisionEntry.Signature line) {
    unopened(context);
    context.amends(revision -> PastedText.built(context, revision));
    LostSignatures.signed(context, line.token());
    if (!RevisionContradictions.signature(context, line.token())) {
      context.amends(revision -> revision.with(revision.build().signed(line.token())));
    }
  }

  private static void representative(FoldContext context, RevisionEntry.Representative line) {
    context.proves(Era.WEIGHED);
    String title = context.title(line.title());
    LostRuns.representative(context, title);
    context.amends(
        revision -> revision.with(revision.remarks().representative(title, line.types())));
  }

  private static void undecided(FoldContext context, RevisionEntry.Undecided line) {
    context.proves(Era.WEIGHED);
    LostRuns.undecided(context, line);
    context.amends(revision -> revision.with(revision.remarks().skipped()));
  }

  private static void notTested(FoldContext context, RevisionEntry.NotTested line) {
    OpenRevision revision = context.revision;
    boolean leftOut =
        revision == null || (line.build() && RevisionContradictions.failure(context, revision));
    if (!leftOut) {
      if (!line.build()) {
        LogAnomalies.couldNotBeRun(context);
      }
      RevisionOpening.fails(context, line.text());
    }
  }

  private static void notBuilt(FoldContext context, RevisionEntry.NotBuilt line) {
    OpenRevision open = context.revision;
    boolean another = open == null || !open.opening().commit().equals(line.commit());
    if (another
        ? Contradictions.test(context, line.commit())
        : open != null && RevisionContradictions.failure(context, open)) {
      return;
    }
    context.proves(Era.REWORDED);
    // The same words stand in a line of their own before this one.
    context.notes = Notes.NONE;
    if (another) {
      RevisionOpening.opens(context, line.commit());
    }
    RevisionOpening.fails(context, line.text());
  }

  private static void notReproducible(FoldContext context, RevisionEntry.NotReproducible line) {
    context.proves(line.era());
    LogAnomalies.couldNotBeRun(context);
    RevisionOpening.fails(context, line.text());
  }

  private static void falseNegative(FoldContext context, RevisionEntry.FalseNegative line) {
    context.proves(Era.CHANCES);
    context.amends(revision -> revision.with(revision.remarks().good(line.chance())));
  }

  private static void seemsFlaky(FoldContext context, RevisionEntry.SeemsFlaky line) {
    context.proves(Era.FLAGGED);
    context.verdicts = context.verdicts.calledFlaky();
  }

  private RevisionEffects() {}
}
