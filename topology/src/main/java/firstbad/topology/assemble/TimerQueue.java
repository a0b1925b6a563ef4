package firstbad.topology.assemble;

import firstbad.topology.assemble.Timer.Lane;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Timers of all bisections of a task, ordered by due time, in a store: key = lane, due time in
 * eight bytes, id. Whether something is due costs one comparison, since the earliest due time of
 * each lane is known.
 */
final class TimerQueue {
  private static final byte[] NOTHING = {};

  private final KeyValueStore<Bytes, byte[]> store;
  // A lower bound. Reading from there on also skips the tombstones of what has fired.
  private final Map<Lane, Long> earliest = new EnumMap<>(Lane.class);

  TimerQueue(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    for (Lane lane : Lane.values()) {
      earliest.put(lane, 0L);
    }
  }

  void add(Timer timer, String id) {
    store.put(key(timer, id), NOTHING);
    earliest.merge(timer.lane(), timer.dueAt(), Math::min);
  }

  void remove(Timer timer, String id) {
    store.delete(key(timer, id));
  }

  /** Whether a timer of the lane may be due at {@code now}. */
  boolean mayBeDue(Lane lane, long now) {
    return earliest.getOrDefault(lane, 0L) <= now;
  }

  /** Whether the lane has a timer at all, as far as is known. */
  boolean mayHave(Lane lane) {
    return earliest.getOrDefault(lane, 0L) != Long.MAX_VALUE;
  }

  /** The timers that are due at {@code now}, first due first, at most {@code limit}. */
  List<Due> due(Lane lane, long now, int limit) {
    if (!mayBeDue(lane, now)) {
      return List.of();
    }
    List<Due> due = new ArrayList<>();
    long next = Long.MAX_VALUE;
    try (KeyValueIterator<Bytes, byte[]> timers =
        store.range(bound(lane, earliest.getOrDefault(lane, 0L)), end(lane))) {
      while (timers.hasNext()) {
        Due timer = Due.of(lane, timers.next().key.get());
        if (timer.timer().dueAt() > now || due.size() == limit) {
          next = timer.timer().dueAt();
          break;
        }
        due.add(timer);
      }
    }
    earliest.put(lane, next);
    return due;
  }

  private static Bytes key(Timer timer, String id) {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Long.BYTES + name.length)
            .put(timer.lane().code())
            .putLong(timer.dueAt())
            .put(name)
            .array());
  }

  private static Bytes bound(Lane lane, long dueAt) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES).put(lane.code()).putLong(dueAt).array());
  }

  private static Bytes end(Lane lane) {
    return Bytes.wrap(new byte[] {(byte) (lane.code() + 1)});
  }

  /**
   * A timer and the bisection it belongs to. The caller removes it, and adds it anew to move it.
   */
  record Due(Timer timer, String id) {

    private static Due of(Lane lane, byte[] key) {
      int head = 1 + Long.BYTES;
      long dueAt = ByteBuffer.wrap(key, 1, Long.BYTES).getLong();
      String id = new String(key, head, key.length - head, StandardCharsets.UTF_8);
      return new Due(new Timer(lane, dueAt), id);
    }
  }
}
