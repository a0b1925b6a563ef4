package firstbad.bisection.trust.number;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the newest results of a pure function: a search asks for the same few again with every
 * revision. Holds a bounded number of them. Threads may share it, since an entry never changes; one
 * that misses computes.
 */
public final class Memo<K, V> {
  private record Entry<K, V>(K key, V value) {}

  private final AtomicReferenceArray<Entry<K, V>> entries;
  private final int shift;

  /**
   * A memo that is empty.
   *
   * @param slots how many results it holds at most: a power of two, at least 2
   */
  public Memo(int slots) {
    entries = new AtomicReferenceArray<>(slots);
    shift = Integer.numberOfLeadingZeros(slots) + 1;
  }

  /** The result for this key, remembered or computed. */
  public V of(K key, Function<K, V> function) {
    V known = known(key);
    if (known == null) {
      known = function.apply(key);
      entries.setPlain(slot(key), new Entry<>(key, known));
    }
    return known;
  }

  /** The result for this key; null where it is not remembered. */
  public @Nullable V known(K key) {
    Entry<K, V> entry = entries.getPlain(slot(key));
    return entry != null && entry.key.equals(key) ? entry.value : null;
  }

  private int slot(K key) {
    return (key.hashCode() * 0x9E3779B9) >>> shift;
  }
}
