package firstbad.server.ingest;

import firstbad.bisection.intake.DecodedLine;
import firstbad.bisection.intake.TextPosition;
import java.util.List;
import java.util.Optional;

/**
 * Where an upload left a text, so that the next one goes on in the same way: the place, and the
 * newest lines, as one may send some of them again.
 *
 * @param position after the last line that is in Kafka
 * @param waiting lines after it that were held back, since the next ones show what they are
 * @param sent a hash for each of the last lines up to the position
 */
record TextLeft(TextPosition position, List<DecodedLine> waiting, LineHashes sent) {

  boolean isNothing() {
    return position.all() + waiting.size() == 0;
  }

  /** The one that is further in the text, the newer one if both are as far. */
  TextLeft further(TextLeft newer) {
    return newer.position.all() >= position.all() ? newer : this;
  }

  /** How a body goes on that begins with this line; empty where it is not known from here. */
  Optional<Resumption> resumed(long line) {
    long before = line - 1;
    long all = position.all();
    if (before >= all && before <= all + waiting.size()) {
      List<DecodedLine> first = waiting.subList(0, (int) (before - all));
      return Optional.of(new Resumption(position, 0, sent, first));
    }
    return before < all && all - before <= sent.size()
        ? Optional.of(new Resumption(position, (int) (all - before), sent, List.of()))
        : Optional.empty();
  }
}
