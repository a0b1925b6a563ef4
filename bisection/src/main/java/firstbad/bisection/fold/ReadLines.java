package firstbad.bisection.fold;

import firstbad.bisection.grammar.Blanks;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.ReadPosition;
import firstbad.bisection.state.Receipt;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a log are read, for who keeps the lines themselves and not what they say: what the
 * fold does not apply is not part of the log. Of two logs under one id only the first is read.
 */
public final class ReadLines {
  /** So many lines before the newest tell a log from another. */
  private static final int TELLING = 8;

  private ReadPosition position = BisectionState.of("").reading().position();

  /** The newest line where it may be a part of one. */
  private Piece.@Nullable Line held;

  /** What a line is to the ones before it. */
  public enum Effect {
    /** One of the log, and higher than all before. */
    NEXT,
    /** The newest one anew: what came before was a part of it. */
    INSTEAD,
    /** None of the log, or one that came before. */
    NONE
  }

  /** Of a log that begins. */
  public ReadLines() {}

  /**
   * Of a log of which only its newest lines are known.
   *
   * @param number of the first of these, or of the next line where there are none
   * @param ended whether the log has ended, so that the last of them may be a part of a line
   */
  public static ReadLines goingOn(long number, List<String> newest, boolean ended) {
    ReadLines lines = new ReadLines();
    int last = newest.size() - 1;
    int first = Math.max(0, newest.size() - TELLING);
    lines.position = lines.position.atEnd(number + first);
    for (int i = first; i <= last; i++) {
      String text = Blanks.read(newest.get(i));
      if (i == last && ended) {
        lines.held = new Piece.Line(number + i, text);
      } else {
        lines.position = lines.position.after(number + i, text, 0, Input.NO_RUN, false);
      }
    }
    return lines;
  }

  /** The highest number of all that were read; 0 before the first. */
  public long last() {
    return held == null ? position.highest() : held.number();
  }

  /**
   * Reads a line.
   *
   * @param number 1 for the first line
   * @param run the publication that it is part of; 0 where its publisher does not say
   * @param unfinished whether it may be a part of a line
   */
  public Effect read(long number, String text, long run, boolean unfinished) {
    return read(new Input.Line(number, text, Map.of(), 0, run, unfinished));
  }

  Effect read(Input.Line line) {
    if (held != null && held.number() < line.number()) {
      position = position.after(held.number(), held.text(), 0, Input.NO_RUN, false);
      held = null;
    }
    String text = Blanks.read(line.text());
    Receipt receipt = UnfinishedLine.receipt(position, line, text, held);
    if (receipt != Receipt.APPLIED) {
      position =
          line.unfinished()
              ? position.count(receipt, line.number(), line.run())
              : position.repeated(receipt, line.number(), text, line.run());
      return Effect.NONE;
    }
    boolean instead = held != null;
    boolean same = held != null && held.text().equals(text);
    if (line.unfinished()) {
      held = new Piece.Line(line.number(), text);
    } else {
      position = line.after(position, text, false);
      held = null;
    }
    return same ? Effect.NONE : instead ? Effect.INSTEAD : Effect.NEXT;
  }

  /**
   * Whether the log ends there.
   *
   * @param number one more than the last line's
   * @param run as of a line
   */
  public boolean endsAt(long number, long run) {
    return number > last()
        && position.receiptOfEnd(held == null ? number : held.number(), run) == Receipt.APPLIED;
  }
}
