package firstbad.bisection.fold;

import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.grammar.JoinedLine;
import org.jspecify.annotations.Nullable;

/** What the next line of a log does. */
final class LineEffects {

  /** Reads a line. */
  static void read(FoldContext context, Input.Line line, String text) {
    context.position = line.after(context.position, text, false);
    if (context.mode.toTheEnd() || !text.isBlank()) {
      boolean pasted = context.mode.toTheEnd() || context.mode.claims(text);
      apply(context, text, pasted ? null : Grammar.read(text));
    }
  }

  /** Reads a line, which the grammar has read as this entry or as none. */
  static void apply(FoldContext context, String text, @Nullable Entry entry) {
    context.line = text;
    if (!text.isBlank() && FileMark.precedes(context)) {
      SecondHeader.ofAnotherFile(context);
    } else if (context.mode.toTheEnd()) {
      if (!context.mode.isError() || !EndEffects.endsInError(context, text)) {
        PastedText.line(context, text);
      }
    } else if (text.isBlank()) {
      context.proves(Era.FLAGGED); // It ends what git prints.
    } else if (entry == null) {
      if (context.mode.claims(text)) {
        GitEffects.describes(context, text);
      } else {
        PastedText.line(context, text);
      }
    } else if (JoinedLine.opening(text) != null) {
      UnknownLines.found(context, text);
    } else if (SecondHeader.isAfterEnding(context, entry)) {
      SecondHeader.afterEnding(context);
    } else {
      Effect<?> effect = Effects.of(context, entry);
      if (effect != null && effect.fits(context)) {
        FixWords.read(context, entry);
        effect.apply(context, entry);
      } else {
        PastedText.line(context, text);
      }
    }
  }

  private LineEffects() {}
}
