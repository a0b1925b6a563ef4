package firstbad.app.deliver;

import firstbad.events.Delivery;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What is being tried. A delivery stays so until the topic was read as far as the record that says
 * what came of it, whatever else is read of its key meanwhile. For one thread.
 */
final class InFlight {
  private static final long STILL_TRIED = Long.MAX_VALUE;

  /** By the key of the delivery's record: the offset of the record that ends it. */
  private final Map<String, Long> ends = new HashMap<>();

  void begin(Collection<Delivery> deliveries) {
    deliveries.forEach(each -> ends.put(Ledger.key(each), STILL_TRIED));
  }

  /** Notes where it is written what came of one. */
  void written(Delivery delivery, long offset) {
    ends.put(Ledger.key(delivery), offset);
  }

  /** Forgets those whose end nobody here will write. */
  void drop(Collection<Delivery> deliveries) {
    deliveries.forEach(each -> ends.remove(Ledger.key(each)));
  }

  /**
   * The topic was read up to here.
   *
   * @param next the offset of the first record that was not read
   */
  void readUpTo(long next) {
    ends.values().removeIf(offset -> offset < next);
  }

  boolean contains(Delivery delivery) {
    return ends.containsKey(Ledger.key(delivery));
  }

  /** Whether anything is tried whose end is not written yet. */
  boolean busy() {
    return ends.containsValue(STILL_TRIED);
  }
}
