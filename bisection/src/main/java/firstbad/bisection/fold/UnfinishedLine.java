package firstbad.bisection.fold;

import firstbad.bisection.state.Archive;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.ReadPosition;
import firstbad.bisection.state.Receipt;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last line of a text that ends without a line feed. It may be a part of a line, and what was
 * read cannot be taken back; so it is held in the archive, and read for what is shown after an end
 * alone, until another line comes: the one after it shows that it was whole, and the whole line
 * takes its place.
 */
final class UnfinishedLine {
  private static final String KEY = "unfinished";

  /**
   * Two logs may begin with the same lines, and then the line that was cut tells them apart. Later
   * the lines before it do, and its end may be half a character, an escape or what stands in front
   * of a line, so that the whole one need not begin like it.
   */
  private static final int FIRST_LINES = 8;

  /** The line that is held; null where none is. */
  static Piece.@Nullable Line of(BisectionState state, Archive archive) {
    return archive.get(KEY) instanceof Piece.Line line
            && line.number() > state.reading().position().highest()
        ? line
        : null;
  }

  /**
   * The line that is held, where the one that comes has to do with it: as a rule there is none, and
   * the archive is not asked.
   */
  static Piece.@Nullable Line beside(BisectionState state, Input.Line line, Archive archive) {
    long highest = state.reading().position().highest();
    boolean may = line.unfinished() || state.ended() || line.number() > highest + 1;
    return may && line.number() > highest ? of(state, archive) : null;
  }

  /** What becomes of a line beside the one that is held. */
  static Receipt receipt(
      ReadPosition position, Input.Line line, String text, Piece.@Nullable Line held) {
    if (line.unfinished() && line.number() <= position.highest()) {
      // It cannot be compared with a whole line.
      boolean rivals = position.oddities().rival().has(line.run());
      return rivals ? Receipt.CONFLICT : Receipt.DUPLICATE;
    }
    Receipt receipt = position.receipt(line.number(), text, line.run());
    if (held == null || held.number() != line.number() || receipt != Receipt.APPLIED) {
      return receipt;
    }
    if (line.unfinished() && held.text().startsWith(text)) {
      return Receipt.DUPLICATE;
    }
    boolean same = held.number() > FIRST_LINES || text.startsWith(held.text());
    return same ? Receipt.APPLIED : Receipt.CONFLICT;
  }

  /** Those that are not known to be whole left out, since nothing is to be concluded from them. */
  static List<Piece.Line> leftOut(FoldContext context, List<Piece.Line> lines) {
    return context.archive.get(KEY) instanceof Piece.Line held
        ? lines.stream().filter(line -> !line.equals(held)).toList()
        : lines;
  }

  /** Holds a line. */
  static void holds(FoldContext context, Input.Line line, String text) {
    context.archive.put(KEY, new Piece.Line(line.number(), text));
    context.changesHead();
  }

  /** The line that is held, as one that is whole. */
  static Input.Line whole(Piece.Line held, long at) {
    return new Input.Line(held.number(), held.text(), Map.of(), at);
  }

  private UnfinishedLine() {}
}
