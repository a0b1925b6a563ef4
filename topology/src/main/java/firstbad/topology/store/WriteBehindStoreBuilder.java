package firstbad.topology.store;

import firstbad.topology.codec.StateCodec;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Builds {@link WriteBehindStore}s over a store of bytes that has a changelog and no cache.
 *
 * @param <V> what the store holds
 */
public final class WriteBehindStoreBuilder<V> implements StoreBuilder<WriteBehindStore<V>> {
  private final StoreBuilder<KeyValueStore<String, byte[]>> inner;
  private final StateCodec<V> codec;
  private final LiveBytes budget;

  public WriteBehindStoreBuilder(
      KeyValueBytesStoreSupplier supplier, StateCodec<V> codec, LiveBytes budget) {
    this.inner =
        Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(Map.of());
    this.codec = codec;
    this.budget = budget;
  }

  @Override
  public WriteBehindStore<V> build() {
    return new WriteBehindStore<>(inner.build(), codec, budget);
  }

  /** Refused: the store is a cache, and a second one above its bytes would only cost. */
  @Override
  public StoreBuilder<WriteBehindStore<V>> withCachingEnabled() {
    throw new UnsupportedOperationException("a write-behind store has no cache below it");
  }

  @Override
  public StoreBuilder<WriteBehindStore<V>> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<WriteBehindStore<V>> withLoggingEnabled(Map<String, String> config) {
    inner.withLoggingEnabled(config);
    return this;
  }

  /** Refused: without its changelog a store would lose culprits. */
  @Override
  public StoreBuilder<WriteBehindStore<V>> withLoggingDisabled() {
    throw new UnsupportedOperationException("a write-behind store keeps its changelog");
  }

  @Override
  public Map<String, String> logConfig() {
    return inner.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return inner.loggingEnabled();
  }

  @Override
  public String name() {
    return inner.name();
  }
}
