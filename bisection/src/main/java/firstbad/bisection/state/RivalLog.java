package firstbad.bisection.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Another log under the id of this one.
 *
 * @param seen whether a line contradicted one of this log
 * @param at the highest number that is known to be the other log's; 0 for none
 * @param runs publications that sent it, at most {@link #MOST}, the newest last
 */
public record RivalLog(boolean seen, long at, List<Long> runs) {
  static final RivalLog NONE = new RivalLog(false, 0, List.of());

  private static final int MOST = 8;

  /** Whether this publication sends the other log. */
  public boolean has(long run) {
    return run != ReadPosition.NO_RUN && runs.contains(run);
  }

  /** With one of its records. */
  RivalLog at(long number, long run) {
    List<Long> senders = runs;
    if (run != ReadPosition.NO_RUN && !runs.contains(run)) {
      List<Long> more = new ArrayList<>(runs.size() == MOST ? runs.subList(1, MOST) : runs);
      more.add(run);
      senders = List.copyOf(more);
    }
    return new RivalLog(true, Math.max(at, number), senders);
  }
}
