package firstbad.server.ingest;

import firstbad.bisection.intake.DecodedLine;
import firstbad.bisection.intake.TextPosition;
import java.util.List;

/**
 * How a body goes on with a text.
 *
 * @param position where the first line belongs that is new
 * @param again how many lines of the body are, as far as is known, the last ones before the
 *     position, which are in Kafka
 * @param sent the lines before the position, by which those are known
 * @param waiting lines between the position and the body that were held back; they go first
 */
record Resumption(TextPosition position, int again, LineHashes sent, List<DecodedLine> waiting) {

  /** The number of the body's first line. */
  long line() {
    return position.all() - again + waiting.size() + 1;
  }

  /** Of a body whose first line belongs there. */
  static Resumption at(TextPosition position) {
    return new Resumption(position, 0, new LineHashes(), List.of());
  }
}
