package firstbad.bisection.trust.number;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * A pure function that remembers its newest results: a search asks for the same few again with
 * every revision. Holds a bounded number of them. Threads may share it, since an entry never
 * changes; one that misses computes.
 */
public final class Memo<K, V> {
  private static final int SLOTS = 1024;

  private record Entry<K, V>(K key, V value) {}

  private final Function<K, V> function;
  private final AtomicReferenceArray<Entry<K, V>> entries = new AtomicReferenceArray<>(SLOTS);

  public Memo(Function<K, V> function) {
    this.function = function;
  }

  public V of(K key) {
    int hash = key.hashCode() * 0x9E3779B9;
    int slot = hash >>> 22;
    Entry<K, V> entry = entries.getPlain(slot);
    if (entry == null || !entry.key.equals(key)) {
      entry = new Entry<>(key, function.apply(key));
      entries.setPlain(slot, entry);
    }
    return entry.value;
  }
}
