package firstbad.topology.read;

import firstbad.bisection.fold.Input;
import firstbad.schemas.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code log-lines}: what it says, and its bytes as they were read, for the dead
 * letters.
 *
 * @param input a {@link Input.Line} or {@link Input.End}
 * @param number its line number
 * @param forgotten the id that is to be forgotten, where it is the order to; else null
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes belong to Kafka and are only passed on
public record LineRecord(Input input, long number, byte[] raw, @Nullable String forgotten) {

  /** The order to forget a bisection. */
  static LineRecord forget(byte @Nullable [] id) {
    return new LineRecord(
        new Input.End(1, Map.of(), 0),
        1,
        new byte[0],
        id == null ? "" : new String(id, StandardCharsets.UTF_8));
  }

  /**
   * What it says, observed at a time that can be.
   *
   * @param appendedAt when Kafka took the record, milliseconds since the epoch
   */
  public Input observed(long appendedAt, LineCounters counters) {
    long at = Limits.observed(input.at(), appendedAt);
    if (at == input.at()) {
      return input;
    }
    counters.misdated.increment();
    return input instanceof Input.Line line ? line.at(at) : ended((Input.End) input, at);
  }

  private static Input ended(Input.End end, long at) {
    return new Input.End(end.number(), end.labels(), at, end.run());
  }
}
