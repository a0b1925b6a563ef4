package firstbad.topology.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.topology.assemble.Timer.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
  private final KeyValueStore<Bytes, byte[]> store = opened();
  private final TimerQueue queue = new TimerQueue(store);

  private static KeyValueStore<Bytes, byte[]> opened() {
    KeyValueStore<Bytes, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("timers"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  @Test
  void timers_come_in_the_order_of_their_due_times() {
    queue.add(new Timer(Lane.LONG, 300), "c");
    queue.add(new Timer(Lane.LONG, 5_000_000_000L), "later");
    queue.add(new Timer(Lane.LONG, 100), "a");
    queue.add(new Timer(Lane.LONG, 255), "b");
    assertThat(fire(Lane.LONG, 300, 500)).containsExactly("a", "b", "c");
    assertThat(fire(Lane.LONG, 300, 500)).isEmpty();
    assertThat(queue.mayBeDue(Lane.LONG, 4_999_999_999L)).isFalse();
    assertThat(fire(Lane.LONG, 5_000_000_000L, 500)).containsExactly("later");
    assertThat(queue.mayBeDue(Lane.LONG, Long.MAX_VALUE - 1)).isFalse();
  }

  @Test
  void the_lanes_do_not_see_each_other() {
    queue.add(new Timer(Lane.SHORT, 10), "short");
    queue.add(new Timer(Lane.LONG, 5), "long");
    assertThat(fire(Lane.SHORT, 100, 500)).containsExactly("short");
    assertThat(fire(Lane.LONG, 100, 500)).containsExactly("long");
  }

  @Test
  void no_more_than_the_limit_fire_at_once_and_the_rest_stays_due() {
    for (int i = 0; i < 7; i++) {
      queue.add(new Timer(Lane.LONG, 10), "id-" + i);
    }
    assertThat(fire(Lane.LONG, 10, 3)).hasSize(3);
    assertThat(queue.mayBeDue(Lane.LONG, 10)).isTrue();
    assertThat(fire(Lane.LONG, 10, 3)).hasSize(3);
    assertThat(fire(Lane.LONG, 10, 3)).hasSize(1);
    assertThat(fire(Lane.LONG, 10, 3)).isEmpty();
  }

  @Test
  void a_queue_over_a_restored_store_finds_what_is_due() {
    queue.add(new Timer(Lane.LONG, 10), "a");
    TimerQueue revived = new TimerQueue(store);
    assertThat(revived.due(Lane.LONG, 9, 500)).isEmpty();
    assertThat(revived.due(Lane.LONG, 10, 500))
        .containsExactly(new TimerQueue.Due(new Timer(Lane.LONG, 10), "a"));
  }

  @Test
  void it_agrees_with_a_sorted_set_over_thousands_of_random_steps() {
    record Entry(long dueAt, String id) implements Comparable<Entry> {
      @Override
      public int compareTo(Entry other) {
        int byTime = Long.compare(dueAt, other.dueAt);
        return byTime != 0 ? byTime : id.compareTo(other.id);
      }
    }
    Random random = new Random(4711);
    TreeSet<Entry> model = new TreeSet<>();
    long now = 0;
    for (int step = 0; step < 5000; step++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          Entry entry = new Entry(now + random.nextInt(50), "id" + random.nextInt(30));
          model.add(entry);
          queue.add(new Timer(Lane.LONG, entry.dueAt), entry.id);
        }
        case 2 -> {
          if (!model.isEmpty()) {
            Entry entry = model.last();
            model.remove(entry);
            queue.remove(new Timer(Lane.LONG, entry.dueAt), entry.id);
          }
        }
        default -> {
          now += random.nextInt(20);
          List<String> expected = new ArrayList<>();
          while (!model.isEmpty() && model.first().dueAt <= now && expected.size() < 3) {
            expected.add(model.pollFirst().id);
          }
          assertThat(fire(Lane.LONG, now, 3)).isEqualTo(expected);
        }
      }
    }
  }

  private List<String> fire(Lane lane, long now, int limit) {
    List<TimerQueue.Due> due = queue.due(lane, now, limit);
    due.forEach(timer -> queue.remove(timer.timer(), timer.id()));
    return due.stream().map(TimerQueue.Due::id).toList();
  }
}
