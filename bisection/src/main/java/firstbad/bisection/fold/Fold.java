package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Cut;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.EndedBy;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.grammar.Blanks;
import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.state.Archive;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.CappedText;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.ReadPosition;
import firstbad.bisection.state.Receipt;
import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.parameters.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an input makes of a bisection: the next state, and what it brought to light.
 *
 * <p>Neither the state nor anything reachable from it changes; only the archive is written, and
 * only when nothing can fail any more. So an input that fails is simply not applied.
 */
public final class Fold {

  /** The fold that judges with the parameters that firstbad ships. */
  public static final Fold SHIPPED = new Fold(new Assessor(Parameters.shipped()));

  private final Assessor assessor;

  /** A fold that judges with this assessor. */
  public Fold(Assessor assessor) {
    this.assessor = assessor;
  }

  /** Reads one input. */
  public FoldResult apply(BisectionState before, Input input, Archive archive) {
    if (input instanceof Input.Line line) {
      return line(before, line, archive);
    }
    return input instanceof Input.End end
        ? end(before, end, archive)
        : silence(before, (Input.Silent) input, archive);
  }

  /**
   * The head of a bisection.
   *
   * @param state as an input left it that changed the head; none of the later ones is needed
   * @param archive as it was then, or as it is now: what a head shows of it is only added to
   */
  public Bisection head(BisectionState state, Archive archive) {
    FoldContext context =
        new FoldContext(state, archive, assessor, state.reading().position().at(), false);
    return HeadComposer.of(AfterEnd.shown(context));
  }

  /**
   * What takes back all that a bisection has added to the sums over all bisections: negative counts
   * and suspicions.
   *
   * @param at when it is forgotten, milliseconds since the epoch
   */
  public List<Finding> takenBack(BisectionState state, Archive archive, long at) {
    FoldContext context = new FoldContext(state, archive, assessor, at, false);
    FoldContext shown = AfterEnd.shown(context).again(false);
    TakenBack.find(shown);
    return shown.findings();
  }

  private FoldResult line(BisectionState before, Input.Line line, Archive archive) {
    String text = Blanks.read(line.text());
    boolean cut = text.length() > Caps.LINE_BYTES / 3 && Utf8.length(text) > Caps.LINE_BYTES;
    if (cut) {
      text = Utf8.cut(text, Caps.LINE_BYTES);
    }
    ReadPosition position = before.reading().position();
    Piece.Line held = UnfinishedLine.beside(before, line, archive);
    Receipt receipt = UnfinishedLine.receipt(position, line, text, held);
    if (receipt != Receipt.APPLIED) {
      FoldContext context = new FoldContext(before, archive, assessor, line.at(), true);
      context.position =
          line.unfinished()
              ? position.count(receipt, line.number(), line.run())
              : position.repeated(receipt, line.number(), text, line.run());
      return refused(before, context, receipt, line.number(), line.labels());
    }
    if (before.life().once().secondHeader()) {
      FoldContext context = new FoldContext(before, archive, assessor, line.at(), true);
      context.position = position.keptOut(line.number());
      return end(context, Receipt.CONFLICT);
    }
    if (held != null && held.number() < line.number()) {
      return afterWhole(before, held, line, archive);
    }
    return read(before, line, text, cut, archive);
  }

  /** The log goes on after the line that is held, which was whole. */
  private FoldResult afterWhole(
      BisectionState before, Piece.Line held, Input next, Archive archive) {
    Input.Line line = UnfinishedLine.whole(held, next.at());
    FoldResult whole = read(before, line, line.text(), false, archive);
    return apply(whole.next(), next, archive).after(whole.findings());
  }

  private FoldResult read(
      BisectionState before, Input.Line line, String text, boolean cut, Archive archive) {
    boolean usual =
        line.number() > ReadPosition.OPENING
            && !before.ended()
            && !cut
            && !line.unfinished()
            && line.labels().isEmpty();
    return usual ? next(before, line, text, archive) : unusual(before, line, text, cut, archive);
  }

  /** The next line in order, as nearly all are. Half of them are text that changes nothing. */
  private FoldResult next(BisectionState before, Input.Line line, String text, Archive archive) {
    Mode mode = before.reading().mode();
    ReadPosition position = before.reading().position();
    if (mode.toTheEnd()) {
      CappedText grown = grown(before, text);
      if (grown != null) {
        return unchanged(before.at(line.after(position, text, true), grown));
      }
    }
    boolean blank = text.isBlank();
    boolean pasted = mode.toTheEnd() || blank || mode.claims(text);
    Entry entry = pasted ? null : Grammar.read(text);
    if (entry == null
        && !mode.toTheEnd()
        && (blank ? !GitEffects.endsChunk(before) : ignores(before, text))) {
      return unchanged(before.at(line.after(position, text, !blank), before.reading().text()));
    }
    FoldContext context = new FoldContext(before, archive, assessor, line.at(), true);
    context.position = line.after(position, text, false);
    LineEffects.apply(context, text, entry);
    return end(context, Receipt.APPLIED);
  }

  /** Whether a line that has no shape of the log's own changes nothing. */
  private static boolean ignores(BisectionState before, String text) {
    Mode mode = before.reading().mode();
    boolean title = before.result().git().description().title() == null;
    return mode.ignores(text)
        && !(mode == Mode.DESCRIPTION && title)
        && !PastedText.isForeign(before.progress(), mode, text)
        && !PastedText.counts(before.progress().header(), before.result().ending(), text);
  }

  private static FoldResult unchanged(BisectionState next) {
    return new FoldResult(next, Receipt.APPLIED, List.of());
  }

  /** One more line of the final report, which seldom does more than grow; else null. */
  private static @Nullable CappedText grown(BisectionState before, String text) {
    CappedText report = before.reading().text();
    return before.reading().mode() == Mode.REPORT
            && report != null
            && !SecondHeader.opens(text)
            && PastedText.isOfAReport(text)
        ? report.grown(text)
        : null;
  }

  /** One of the first lines, a line with labels, a line that was cut, or one after the end. */
  private FoldResult unusual(
      BisectionState before, Input.Line line, String text, boolean cut, Archive archive) {
    FoldContext context = new FoldContext(before, archive, assessor, line.at(), true);
    if (context.position.read() == 0) {
      context.header = context.header.observed(line.at());
    }
    AfterEnd.revives(context);
    if (cut) {
      context.cut(Cut.LINE);
    }
    BoundedLists.labels(context, line.labels());
    if (line.unfinished()) {
      UnfinishedLine.holds(context, line, text);
    } else {
      LineEffects.read(context, line, text);
    }
    return end(context, Receipt.APPLIED);
  }

  /** A record that is not applied, and is counted already. */
  private FoldResult refused(
      BisectionState before,
      FoldContext context,
      Receipt receipt,
      long number,
      Map<String, String> labels) {
    boolean raised = before.reading().position().oddities().rival().seen();
    if (receipt != Receipt.CONFLICT) {
      BoundedLists.labels(context, labels);
    } else if (!raised) {
      SecondHeader.underOneId(context, before.reading().position(), number);
    }
    return end(context, receipt);
  }

  private FoldResult end(BisectionState before, Input.End end, Archive archive) {
    FoldContext context = new FoldContext(before, archive, assessor, end.at(), false);
    Piece.Line held = UnfinishedLine.of(before, archive);
    boolean repeated =
        before.life().end().by() == EndedBy.END_OF_LOG
            && end.number() == before.life().end().number();
    if (repeated || end.number() <= (held == null ? context.position.highest() : held.number())) {
      context.position = context.position.count(Receipt.DUPLICATE, end.number(), end.run());
      return refused(before, context, Receipt.DUPLICATE, end.number(), end.labels());
    }
    boolean on = held != null && held.number() < end.number() - 1;
    long next = held == null || on ? end.number() : held.number();
    Receipt receipt = context.position.receiptOfEnd(next, end.run());
    if (receipt != Receipt.APPLIED) {
      context.position = context.position.count(receipt, end.number(), end.run());
      return refused(before, context, receipt, end.number(), end.labels());
    }
    if (held != null && on) {
      return afterWhole(before, held, end, archive);
    }
    if (context.position.read() == 0) {
      context.header = context.header.observed(end.at());
    }
    AfterEnd.revives(context);
    context.position = context.position.atEnd(next);
    BoundedLists.labels(context, end.labels());
    return ended(context, EndedBy.END_OF_LOG, end.number());
  }

  private FoldResult silence(BisectionState before, Input.Silent silent, Archive archive) {
    FoldContext context = new FoldContext(before, archive, assessor, silent.at(), false);
    if (!Silences.awaited(before).contains(silent.kind())) {
      return end(context, Receipt.DUPLICATE);
    }
    if (silent.kind() == Input.Silence.STALLED) {
      Silences.stalled(context);
      return end(context, Receipt.APPLIED);
    }
    return ended(context, EndedBy.SILENCE, before.life().end().number());
  }

  /** The log is over: what that shows is told, and nothing of it is kept but that it was told. */
  private FoldResult ended(FoldContext context, EndedBy endedBy, long endNumber) {
    context.life = context.life.ended(endedBy, context.at, endNumber);
    FoldContext shown = AfterEnd.shown(context);
    Assessment assessment = TrustAssessment.settled(shown);
    shown.found(new Finding.AssessmentChanged(assessment));
    LogEnding.Sentence sentence = shown.ending.sentence();
    if (!shown.life.once().named() && sentence != null && sentence.commit() != null) {
      shown.life = shown.life.culpritNamed();
      CulpritComposer composer = new CulpritComposer(shown, sentence, sentence.commit());
      shown.found(new Finding.CulpritNamed(composer.culprit(endedBy, assessment)));
    }
    SuspicionComposer.tell(shown, assessment.level());
    shown.changesHead();
    List<Finding> findings = new ArrayList<>(context.findings());
    findings.addAll(told(shown));
    context.life = shown.life;
    context.trust = context.trust.at(shown.trust.version());
    return kept(context, Receipt.APPLIED, findings);
  }

  /** The change of the head follows the other findings, then the archive is written. */
  private static FoldResult end(FoldContext context, Receipt receipt) {
    return kept(context, receipt, told(context));
  }

  private static List<Finding> told(FoldContext context) {
    FormatDrift.raise(context);
    if (context.headDue()) {
      HeadComposer.cuts(context);
      context.life = context.life.head();
      context.found(new Finding.HeadChanged(context.life.version()));
    }
    return HeadComposer.labelled(context);
  }

  private static FoldResult kept(FoldContext context, Receipt receipt, List<Finding> findings) {
    BisectionState next = context.next();
    context.archive.close();
    return new FoldResult(next, receipt, findings);
  }
}
