package firstbad.topology;

import firstbad.bisection.Advance;
import firstbad.bisection.Alert;
import firstbad.bisection.Archive;
import firstbad.bisection.Input;
import firstbad.bisection.trust.Assessor;
import firstbad.topology.Timer.Lane;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds each line to the fold of its bisection and sends on what it brings to light.
 *
 * <p>Parses, folds and encodes first, puts and forwards last: a fault before that costs one line
 * and nothing else.
 */
final class AssembleBisections
    implements Processor<String, ReadLine, String, byte[]>, WriteBehindStore.Companion {
  private static final Logger LOG = LoggerFactory.getLogger(AssembleBisections.class);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final int ENDINGS_PER_TICK = 500;

  private final Assessor assessor;
  private final Patience patience;
  private final EventEncoder encoder;
  private final StateCodec<CommitDelta> deltaCodec;
  private final LineCounters counters;
  private final CrashSums crashSums = new CrashSums();

  // All set by init, which Streams calls before anything else and again when it revives a task.
  private ProcessorContext<String, byte[]> context;
  private CurrentNode node;
  private WriteBehindStore<Kept> bisections;
  private StagedArchive archive;
  private TimerQueue timers;
  private long startedAt;
  private long processedAt;

  @SuppressWarnings("NullAway.Init")
  AssembleBisections(
      Assessor assessor,
      Patience patience,
      EventEncoder encoder,
      StateCodec<CommitDelta> deltaCodec,
      LineCounters counters) {
    this.assessor = assessor;
    this.patience = patience;
    this.encoder = encoder;
    this.deltaCodec = deltaCodec;
    this.counters = counters;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    node = CurrentNode.of(context);
    bisections = context.getStateStore(BisectionGraph.OPEN_BISECTIONS);
    bisections.accompanyWith(this);
    WriteBehindStore<Archive.Piece> pieces = context.getStateStore(BisectionGraph.ARCHIVE);
    archive = new StagedArchive(pieces);
    KeyValueStore<Bytes, byte[]> queue = context.getStateStore(BisectionGraph.TIMERS);
    timers = new TimerQueue(queue);
    startedAt = context.currentSystemTimeMs();
    processedAt = startedAt;
    crashSums.forget();
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<String, ReadLine> record) {
    processedAt = context.currentSystemTimeMs();
    // The largest time that was read from this partition, so that a clock that goes back after a
    // change of the leader cannot make a bisection look silent.
    long now = context.currentStreamTimeMs();
    wakeDue(Lane.SHORT, now);
    wakeDue(Lane.LONG, now);
    read(record, now);
  }

  private void read(Record<String, ReadLine> record, long now) {
    String id = record.key();
    ReadLine line = record.value();
    Kept kept = bisections.get(id);
    if (kept instanceof Kept.Retired retired) {
      (line.number() <= retired.highest() ? counters.duplicate : counters.late).increment();
      return;
    }
    Kept.Open open = kept == null ? Kept.Open.of(id) : (Kept.Open) kept;
    Advance advance;
    Step step;
    try {
      advance = open.bisection().read(line.input(), archive.of(id), assessor);
      step = Step.of(id, open.faults(), advance, encoder);
    } catch (RuntimeException | StackOverflowError fault) {
      giveUp(record, open, fault, now);
      return;
    }
    boolean applied = advance.receipt() == Advance.Receipt.APPLIED;
    keep(id, open.heard(advance.next(), applied ? line.number() : 0, now));
    if (advance.receipt() == Advance.Receipt.CONFLICT) {
      bury(
          record,
          "conflict",
          "Line %d contradicts what was read before under this id: two logs share it. Publish one of them again under an id of its own."
              .formatted(line.number()));
    }
    publish(step, now);
    count(advance.receipt());
  }

  /**
   * A fault of our own: the line goes to the dead letters, the bisection is marked, a person is
   * told once.
   */
  private void giveUp(Record<String, ReadLine> record, Kept.Open open, Throwable fault, long now) {
    rethrowIfOutside(fault);
    String id = record.key();
    ReadLine line = record.value();
    LOG.error("Line {} of bisection {} goes to the dead letters", line.number(), id, fault);
    Optional<byte[]> alert =
        open.faults() == 0
            ? Optional.of(encoder.alert(fault(id, line.number(), line.input().at(), fault)))
            : Optional.empty();
    keep(id, open.faulted().heard(open.bisection(), 0, now));
    bury(record, "fault", "Line %d could not be processed: %s".formatted(line.number(), fault));
    alert.ifPresent(bytes -> send(Sinks.ALERTS, id, bytes, new RecordHeaders(), now));
    counters.faulted.increment();
  }

  private static Alert fault(String id, long number, long at, Throwable fault) {
    return new Alert(
        id,
        Alert.Kind.FAULT,
        Alert.Severity.HIGH,
        null,
        null,
        number,
        "Line %d could not be processed (%s) and is in the dead letters; the bisection goes on without it."
            .formatted(number, fault.getClass().getSimpleName()),
        at);
  }

  private void tick(long now) {
    if (now - processedAt < patience.idle().toMillis()) {
      return;
    }
    for (Lane lane : Lane.values()) {
      if (now - startedAt >= patience.warmUpMillis(lane)) {
        wakeDue(lane, now);
      }
    }
  }

  private void wakeDue(Lane lane, long now) {
    if (!timers.mayBeDue(lane, now)) {
      return;
    }
    for (TimerQueue.Due due : timers.due(lane, now, ENDINGS_PER_TICK)) {
      timers.remove(due.timer(), due.id());
      Kept kept = bisections.get(due.id());
      if (kept instanceof Kept.Open open && due.timer().equals(open.timer())) {
        wake(due.id(), open.timed(null), now);
      }
    }
  }

  private void wake(String id, Kept.Open open, long now) {
    long dueAt = open.wakeUp(patience).dueAt();
    Input.Silence silence = open.awaited(patience);
    if (dueAt > now) {
      keep(id, open);
    } else if (silence == null) {
      archive.of(id).clear();
      bisections.put(id, new Kept.Retired(open.highest()));
    } else {
      report(id, open, new Input.Silent(silence, dueAt));
    }
  }

  private void report(String id, Kept.Open open, Input.Silent silent) {
    long millis = patience.millis(silent.kind());
    Advance advance;
    Step step;
    try {
      advance = open.bisection().read(silent, archive.of(id), assessor);
      step = Step.of(id, open.faults(), advance, encoder);
    } catch (RuntimeException | StackOverflowError fault) {
      rethrowIfOutside(fault);
      LOG.error("The silence of bisection {} could not be processed", id, fault);
      byte[] alert = encoder.alert(fault(id, open.highest(), silent.at(), fault));
      keep(id, open.faulted().silent(open.bisection(), millis));
      send(Sinks.ALERTS, id, alert, new RecordHeaders(), silent.at());
      return;
    }
    keep(id, open.silent(advance.next(), millis));
    publish(step, silent.at());
  }

  /** Puts the bisection back, and its timer where it wants to be woken earlier than before. */
  private void keep(String id, Kept.Open next) {
    archive.keep();
    Timer wanted = next.wakeUp(patience);
    Timer held = next.timer();
    if (held != null && held.dueAt() <= wanted.dueAt()) {
      bisections.put(id, next);
      return;
    }
    if (held != null) {
      timers.remove(held, id);
    }
    timers.add(wanted, id);
    bisections.put(id, next.timed(wanted));
  }

  private void publish(Step step, long at) {
    for (Step.Outgoing outgoing : step.outgoing()) {
      send(outgoing.sink(), outgoing.key(), outgoing.value(), outgoing.headers(), at);
    }
    step.deltas().forEach(crashSums::add);
    counters.notUnderstood.add(step.notUnderstood());
    if (step.culprit()) {
      counters.culprits.increment();
      CommitPace.afterCulprit(context, at);
    }
  }

  private void bury(Record<String, ReadLine> record, String kind, String reason) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    Headers headers =
        DeadLetter.headers(
            record.headers(), kind, reason, from.topic(), from.partition(), from.offset());
    send(Sinks.DEAD_LETTERS, record.key(), record.value().raw(), headers, record.timestamp());
  }

  private void send(Sinks sink, String key, byte[] value, Headers headers, long at) {
    context.forward(new Record<>(key, value, at, headers), sink.node());
  }

  private void count(Advance.Receipt receipt) {
    switch (receipt) {
      case APPLIED -> counters.applied.increment();
      case DUPLICATE -> counters.duplicate.increment();
      case LATE -> counters.late.increment();
      case CONFLICT -> counters.conflict.increment();
    }
  }

  private static void rethrowIfOutside(Throwable fault) {
    if (fault instanceof RuntimeException exception && Trouble.outside(exception)) {
      throw exception;
    }
  }

  @Override
  public void beforeWriteBack() {
    long at = context.currentStreamTimeMs();
    node.during(
        () ->
            crashSums.drain(
                (commit, delta) ->
                    send(
                        Sinks.CRASH_DELTAS,
                        commit,
                        deltaCodec.encode(delta),
                        new RecordHeaders(),
                        at)));
  }

  @Override
  public void forget() {
    crashSums.forget();
  }
}
