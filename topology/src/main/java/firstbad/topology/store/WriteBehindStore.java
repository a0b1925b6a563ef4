package firstbad.topology.store;

import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.UnreadableState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps values decoded in memory and writes the changed ones back inside the commit.
 *
 * <p>A line changes the state of its bisection, and there are thousands of lines between two
 * commits; decoding and encoding the state for each of them is what makes the plain store slow.
 *
 * <p>The one right moment for the write-back is {@link CachedStateStore#flushCache()}: it runs
 * before the producer is flushed and before the offsets are added to the transaction, so that
 * changelog, findings and offsets are committed together or not at all. {@code StateStore.commit}
 * runs after the transaction, and under exactly-once not at all while the task runs. The hook is a
 * public type in an internal package: this class, {@link CurrentNode} and no other depend on such
 * types, the version of Kafka is pinned, and a test on a real broker fails when the hook is no
 * longer called.
 *
 * <p>It does not implement {@link KeyValueStore}, since Streams would wrap it and hide {@link
 * #get}.
 *
 * @param <V> an immutable value; it is handed out without a copy
 */
public final class WriteBehindStore<V>
    extends WrappedStateStore<KeyValueStore<String, byte[]>, String, byte[]> {

  /** What takes part in the commits of a store: it is told before the write-back. */
  public interface Companion {

    /** Writes out what it holds; whatever it puts into the store is written back after it. */
    void beforeWriteBack();

    /** Everything since the last commit is void. */
    void forget();
  }

  // No id and no commit begins with it. Its value is the newest version of the state that was ever
  // written to this partition.
  static final String VERSION_KEY = "\0version";
  private static final byte UNKNOWN = -1;

  /** What a value is taken for until it is encoded for the first time. */
  private static final int USUAL_BYTES = 2048;

  /**
   * A decoded value.
   *
   * @param bytes how large it was when it was last read or written
   */
  private record Live<V>(V value, int bytes) {}

  private final StateCodec<V> codec;
  private final LiveBytes budget;
  private byte writtenVersion = UNKNOWN;
  private final Map<String, Live<V>> live = new HashMap<>();
  private long liveBytes;
  private boolean open;
  // In the order of the changes, which keeps the changelog the same from run to run.
  private final Map<String, V> changed = new LinkedHashMap<>();
  private final List<Companion> companions = new ArrayList<>();

  /**
   * @param budget for the decoded values that stay in memory between commits
   */
  WriteBehindStore(KeyValueStore<String, byte[]> inner, StateCodec<V> codec, LiveBytes budget) {
    super(inner);
    this.codec = codec;
    this.budget = budget;
  }

  /**
   * Refuses a store to which a newer build has written. To be called when the store has been
   * restored and before a record is processed: the first old value may be read much later, when
   * this build has written values of its own beside those of the newer one.
   *
   * @throws UnreadableState with a sentence that says what to do
   */
  public void demandReadable() {
    if (writtenVersion() > 0) {
      codec.demandReadable(writtenVersion);
    }
  }

  /** Whether anything was ever written to it. */
  public boolean used() {
    return writtenVersion() > 0;
  }

  private byte writtenVersion() {
    if (writtenVersion == UNKNOWN) {
      byte[] marker = wrapped().get(VERSION_KEY);
      writtenVersion = marker == null ? 0 : marker[0];
    }
    return writtenVersion;
  }

  /** The value under this key, or null. */
  public @Nullable V get(String key) {
    Live<V> known = live.get(key);
    if (known != null) {
      return known.value();
    }
    byte[] stored = wrapped().get(key);
    if (stored == null) {
      return null;
    }
    V value = codec.decode(stored);
    remember(key, value, stored.length);
    return value;
  }

  /** Replaces the value under this key; it is encoded at the commit. */
  public void put(String key, V value) {
    Live<V> before = live.get(key);
    remember(key, value, before == null ? USUAL_BYTES : before.bytes());
    changed.put(key, value);
  }

  /** Removes this key. */
  public void remove(String key) {
    changed.remove(key);
    size(live.remove(key), null);
    wrapped().delete(key);
  }

  /**
   * Writes to the store below what was put until now, in one transaction with whatever is written
   * from now on. Else {@link #used} could be committed with a part of it.
   */
  public void settle() {
    writeBack();
  }

  /** Removes every key that begins with the prefix. Writes back first, so it is for rare use. */
  public void removeAll(String prefix) {
    writeBack();
    List<String> found = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries =
        wrapped().prefixScan(prefix, new StringSerializer())) {
      entries.forEachRemaining(entry -> found.add(entry.key));
    }
    for (String key : found) {
      size(live.remove(key), null);
      wrapped().delete(key);
    }
  }

  /** Lets {@code companion} take part in the commits until the store is opened anew. */
  public void accompanyWith(Companion companion) {
    companions.clear();
    companions.add(companion);
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    forget();
    super.init(context, root);
    if (!open) {
      open = true;
      budget.open();
    }
  }

  @Override
  public void flushCache() {
    companions.forEach(Companion::beforeWriteBack);
    writeBack();
    if (budget.full(liveBytes)) {
      letGo();
    }
    super.flushCache();
  }

  @Override
  public void clearCache() {
    forget();
    super.clearCache();
  }

  @Override
  public void close() {
    forget();
    if (open) {
      open = false;
      budget.close();
    }
    super.close();
  }

  private void remember(String key, V value, int bytes) {
    // Twice the budget between two commits: what is changed is safe to write early, since the
    // transaction is the same.
    if (budget.overfull()) {
      writeBack();
      letGo();
    }
    replace(key, new Live<>(value, bytes));
  }

  private void replace(String key, Live<V> now) {
    size(live.put(key, now), now);
  }

  private void size(@Nullable Live<V> before, @Nullable Live<V> now) {
    int more = (now == null ? 0 : now.bytes()) - (before == null ? 0 : before.bytes());
    liveBytes += more;
    budget.add(more);
  }

  private void letGo() {
    live.clear();
    budget.add(-liveBytes);
    liveBytes = 0;
  }

  private void writeBack() {
    int version = codec.format().writes();
    if (!changed.isEmpty() && writtenVersion() < version) {
      writtenVersion = (byte) version;
      wrapped().put(VERSION_KEY, new byte[] {writtenVersion});
    }
    changed.forEach(
        (key, value) -> {
          byte[] bytes = codec.encode(value);
          wrapped().put(key, bytes);
          replace(key, new Live<>(value, bytes.length));
        });
    changed.clear();
  }

  private void forget() {
    letGo();
    changed.clear();
    writtenVersion = UNKNOWN;
    companions.forEach(Companion::forget);
  }
}
