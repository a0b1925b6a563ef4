package firstbad.topology.count;

import firstbad.schemas.NewHeaders;
import firstbad.schemas.OwnFaults;
import firstbad.topology.event.Sinks;
import firstbad.topology.read.FaultOrigin;
import firstbad.topology.store.CurrentNode;
import firstbad.topology.store.WriteBehindStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sums what arrives for each key, such as a kernel commit, and sends each sum that changed once per
 * commit of the task. A sum that cannot be encoded is logged and left out: its next change sends
 * all of it.
 *
 * @param <V> the value of a record that arrives
 * @param <D> what is added up
 * @param <S> its sum
 */
public final class SumByKey<V, D, S>
    implements Processor<String, V, String, byte[]>, WriteBehindStore.Companion {
  private static final OwnFaults FAULTS = new OwnFaults(LoggerFactory.getLogger(SumByKey.class));

  private final String store;
  private final Sinks sink;
  private final Function<Record<String, V>, List<Map.Entry<String, D>>> read;
  private final S nothing;
  private final BiFunction<S, D, S> plus;
  private final Predicate<S> isNothing;
  private final BiFunction<String, S, byte[]> event;
  // Keys whose sums changed, with the time of the newest change.
  private final Map<String, Long> changed = new LinkedHashMap<>();

  // Set by init, which Streams calls before anything else.
  private ProcessorContext<String, byte[]> context;
  private CurrentNode node;
  private WriteBehindStore<S> sums;

  /**
   * @param store the name of the store that keeps the sums
   * @param read what a record brings, each with its key
   * @param nothing the sum of nothing
   * @param isNothing whether a sum is that of nothing again: all that it counted is forgotten
   * @param event a sum as the bytes of an event
   */
  @SuppressWarnings("NullAway.Init")
  public SumByKey(
      String store,
      Sinks sink,
      Function<Record<String, V>, List<Map.Entry<String, D>>> read,
      S nothing,
      BiFunction<S, D, S> plus,
      Predicate<S> isNothing,
      BiFunction<String, S, byte[]> event) {
    this.store = store;
    this.sink = sink;
    this.read = read;
    this.nothing = nothing;
    this.plus = plus;
    this.isNothing = isNothing;
    this.event = event;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    node = CurrentNode.of(context);
    sums = context.getStateStore(store);
    sums.demandReadable();
    sums.accompanyWith(this);
    changed.clear();
  }

  @Override
  public void process(Record<String, V> record) {
    for (Map.Entry<String, D> more : read.apply(record)) {
      String key = more.getKey();
      S before = sums.get(key);
      S after = plus.apply(before == null ? nothing : before, more.getValue());
      if (isNothing.test(after)) {
        sums.remove(key);
      } else {
        sums.put(key, after);
      }
      changed.merge(key, record.timestamp(), Math::max);
    }
  }

  @Override
  public void beforeWriteBack() {
    node.during(() -> changed.forEach(this::send));
    changed.clear();
  }

  private void send(String key, long at) {
    S sum = sums.get(key);
    byte @Nullable [] value; // null, a tombstone, where all that was summed is forgotten
    try {
      value = sum == null ? null : event.apply(key, sum);
    } catch (RuntimeException | StackOverflowError fault) {
      if (fault instanceof RuntimeException exception && FaultOrigin.outside(exception)) {
        throw exception;
      }
      FAULTS.say("The %s of %s could not be encoded".formatted(sink.node(), key), fault);
      return;
    }
    context.forward(new Record<>(key, value, at, NewHeaders.none()), sink.node());
  }

  @Override
  public void forget() {
    changed.clear();
  }
}
