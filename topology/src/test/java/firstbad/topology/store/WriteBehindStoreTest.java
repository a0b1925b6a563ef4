package firstbad.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.topology.LiveTopologyTest;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.StateFormat;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What the store does when Streams calls it; that Streams calls it is {@link LiveTopologyTest}. */
class WriteBehindStoreTest {
  record Value(String text, int number) {}

  private final StateCodec<Value> codec =
      new StateCodec<>(Value.class, StateFormat.of(Value.class));
  private final KeyValueStore<String, byte[]> inner = kept();
  private final LiveBytes budget = new LiveBytes(10_000);
  private final WriteBehindStore<Value> store = new WriteBehindStore<>(inner, codec, budget);
  private final StateStoreContext context =
      new MockProcessorContext<Void, Void>().getStateStoreContext();

  private static KeyValueStore<String, byte[]> kept() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore("values"), Serdes.String(), Serdes.ByteArray())
        .withLoggingDisabled()
        .build();
  }

  WriteBehindStoreTest() {
    store.init(context, store);
  }

  @Test
  void a_change_is_seen_at_once_and_written_back_at_the_commit() {
    store.put("a", new Value("x", 1));
    assertThat(store.get("a")).isEqualTo(new Value("x", 1));
    assertThat(inner.get("a")).isNull();
    store.flushCache();
    assertThat(codec.decode(inner.get("a"))).isEqualTo(new Value("x", 1));
  }

  @Test
  void only_what_changed_is_written_back() {
    store.put("a", new Value("x", 1));
    store.flushCache();
    inner.delete("a");
    store.get("a");
    store.flushCache();
    assertThat(inner.get("a")).isNull();
  }

  @Test
  void a_commit_that_fails_leaves_nothing_behind_in_the_revived_store() {
    store.put("a", new Value("committed", 1));
    store.flushCache();
    store.put("a", new Value("aborted", 2));
    // Streams closes the task dirty and revives it with the same objects.
    store.init(context, store);
    assertThat(store.get("a")).isEqualTo(new Value("committed", 1));
    store.flushCache();
    assertThat(codec.decode(inner.get("a"))).isEqualTo(new Value("committed", 1));
  }

  @Test
  void an_active_store_that_becomes_a_standby_and_active_again_reads_what_another_wrote() {
    store.put("a", new Value("mine", 1));
    store.flushCache();
    store.clearCache();
    // As a standby it follows the changelog of the instance that took over.
    inner.put("a", codec.encode(new Value("theirs", 2)));
    store.clearCache();
    assertThat(store.get("a")).isEqualTo(new Value("theirs", 2));
  }

  @Test
  void more_values_than_fit_are_written_early_and_none_is_lost() {
    for (int i = 0; i < 100; i++) {
      store.put("key " + i, new Value("x", i));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(store.get("key " + i)).isEqualTo(new Value("x", i));
    }
    store.flushCache();
    for (int i = 0; i < 100; i++) {
      assertThat(codec.decode(inner.get("key " + i))).isEqualTo(new Value("x", i));
    }
  }

  @Test
  void large_values_do_not_stay_decoded_and_what_is_let_go_is_no_longer_counted() {
    String large = "x".repeat(4_000);
    for (int i = 0; i < 100; i++) {
      store.put("key " + i, new Value(large + i, i));
      assertThat(budget.now()).isLessThan(30_000);
    }
    store.flushCache();
    assertThat(budget.now()).isZero();
    for (int i = 0; i < 100; i++) {
      assertThat(store.get("key " + i)).isEqualTo(new Value(large + i, i));
      assertThat(budget.now()).isLessThan(30_000);
    }
    store.removeAll("key ");
    store.close();
    assertThat(budget.now()).isZero();
  }

  @Test
  void a_full_store_that_commits_no_more_does_not_empty_those_that_do() {
    WriteBehindStore<Value> idle = new WriteBehindStore<>(kept(), codec, budget);
    idle.init(context, idle);
    idle.put("large", new Value("x".repeat(9_500), 1));
    idle.flushCache();
    store.put("a", new Value("x", 1));
    store.put("b", new Value("x".repeat(1_000), 1));
    long before = budget.now();

    store.flushCache();
    assertThat(budget.now()).as("its own part stays").isGreaterThan(10_000).isLessThan(before);
    store.put("c", new Value("x".repeat(6_000), 1));
    store.flushCache();
    assertThat(budget.now()).as("more than its share goes").isLessThan(10_000);
    idle.close();
    assertThat(budget.now()).isZero();
  }

  @Test
  void small_values_stay() {
    store.put("a", new Value("x", 1));
    store.flushCache();
    assertThat(budget.now()).isPositive().isLessThan(100);
    store.put("a", new Value("y", 2));
    store.flushCache();
    assertThat(budget.now()).isPositive().isLessThan(100);
  }

  @Test
  void removing_by_prefix_takes_what_is_written_back_and_what_is_not() {
    store.put("a\0one", new Value("x", 1));
    store.flushCache();
    store.put("a\0two", new Value("x", 2));
    store.put("ab\0one", new Value("x", 3));
    store.removeAll("a\0");
    store.flushCache();
    assertThat(store.get("a\0one")).isNull();
    assertThat(store.get("a\0two")).isNull();
    assertThat(store.get("ab\0one")).isEqualTo(new Value("x", 3));
  }

  @Test
  void a_companion_is_told_before_the_write_back_and_when_all_is_void() {
    List<String> told = new ArrayList<>();
    store.accompanyWith(
        new WriteBehindStore.Companion() {
          @Override
          public void beforeWriteBack() {
            told.add("before " + (inner.get("a") == null));
          }

          @Override
          public void forget() {
            told.add("forget");
          }
        });
    store.put("a", new Value("x", 1));
    store.flushCache();
    store.clearCache();
    store.close();
    assertThat(told).containsExactly("before true", "forget", "forget");
  }
}
