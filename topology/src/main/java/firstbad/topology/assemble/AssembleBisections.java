package firstbad.topology.assemble;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Suspicion;
import firstbad.bisection.fold.Fold;
import firstbad.bisection.fold.FoldResult;
import firstbad.bisection.fold.Input;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.Receipt;
import firstbad.schemas.OwnFaults;
import firstbad.topology.assemble.NewestFindings.Held;
import firstbad.topology.assemble.NewestFindings.Origin;
import firstbad.topology.assemble.NewestFindings.OutputKey;
import firstbad.topology.assemble.Timer.Lane;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.count.CrashDeltas;
import firstbad.topology.count.CrashSums;
import firstbad.topology.event.AvroEvents;
import firstbad.topology.event.RevisionKeys;
import firstbad.topology.event.Sinks;
import firstbad.topology.read.FaultOrigin;
import firstbad.topology.read.LineCounters;
import firstbad.topology.read.LineRecord;
import firstbad.topology.read.MisplacedLines;
import firstbad.topology.read.NamedBefore;
import firstbad.topology.read.PartitionWatch;
import firstbad.topology.read.ReadAhead;
import firstbad.topology.store.CurrentNode;
import firstbad.topology.store.WriteBehindStore;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Feeds each line to the fold of its bisection and sends on what it brings to light.
 *
 * <p>Parses, folds and encodes first, puts and forwards last: a fault before that costs one line
 * and nothing else. What is encoded at the commit has been applied by then: a fault there costs
 * that one event. (A little longer than most files, since these and the timers share one
 * transaction, and their order is the promise.)
 */
public final class AssembleBisections
    implements Processor<String, LineRecord, String, byte[]>, WriteBehindStore.Companion {
  public static final String OPEN_BISECTIONS = "open-bisections-by-id";
  public static final String ARCHIVE = "archive-by-bisection-and-page";
  public static final String TIMERS = "timers-by-due-time";

  // One for all tasks, so that a fault that each of them meets is said once.
  private static final OwnFaults FAULTS =
      new OwnFaults(LoggerFactory.getLogger(AssembleBisections.class));

  private static final int ENDINGS_PER_TICK = 500;

  private final Fold fold;
  private final SilenceLimits silences;
  private final AvroEvents events;
  private final StateCodec<Suspicion> suspicionCodec;
  private final StateCodec<CrashDeltas> deltaCodec;
  private final LineCounters counters;
  private final PartitionWatch watch;
  private final NamedBefore named;
  private final MisplacedLines misplaced;
  private final CrashSums crashSums = new CrashSums();
  private final NewestFindings newest = new NewestFindings();

  // All set by init, which Streams calls before anything else and again when it revives a task.
  private ProcessorContext<String, byte[]> context;
  private CurrentNode node;
  private RecordForwarder outlet;
  private FindingEncoder encoder;
  private WriteBehindStore<StoredBisection> bisections;
  private StoredArchive archive;
  private TimerQueue timers;
  private SilenceClock silence;
  private boolean begun;
  private @Nullable Ticks ticks;

  @SuppressWarnings("NullAway.Init")
  public AssembleBisections(
      Fold fold,
      SilenceLimits silences,
      AvroEvents events,
      StateFormat state,
      LineCounters counters,
      PartitionWatch watch,
      NamedBefore named) {
    this.fold = fold;
    this.silences = silences;
    this.events = events;
    this.suspicionCodec = new StateCodec<>(Suspicion.class, state);
    this.deltaCodec = new StateCodec<>(CrashDeltas.class, state);
    this.counters = counters;
    this.watch = watch;
    this.named = named;
    this.misplaced = new MisplacedLines(named, counters);
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    node = CurrentNode.of(context);
    outlet = new RecordForwarder(context);
    encoder = new FindingEncoder(events, fold, suspicionCodec, context.applicationId());
    bisections = context.getStateStore(OPEN_BISECTIONS);
    bisections.accompanyWith(this);
    WriteBehindStore<ArchivePage> pages = context.getStateStore(ARCHIVE);
    bisections.demandReadable();
    pages.demandReadable();
    archive = StoredArchive.in(pages);
    KeyValueStore<Bytes, byte[]> queue = context.getStateStore(TIMERS);
    timers = new TimerQueue(queue);
    silence = new SilenceClock(context, watch, silences);
    begun = false;
    forget();
    close();
    ticks = new Ticks(context, silences.lengths().stalled(), this::tick);
  }

  @Override
  public void close() {
    if (ticks != null) {
      ticks.end();
      ticks = null;
    }
  }

  private void tickQuickly(boolean quickly) {
    if (ticks != null) {
      ticks.quickly(quickly);
    }
  }

  /**
   * Before the first line: what another application has named is marked as named here. Not in
   * {@link #init}, after which Streams need not commit.
   */
  private void begin() {
    int partition = context.taskId().partition();
    if (!begun && (named.byOthers(partition) || !bisections.used())) {
      named.read(partition, this::markCulpritSent);
      bisections.settle();
    }
    begun = true;
  }

  private void markCulpritSent(String id) {
    StoredBisection stored = bisections.get(id);
    if (stored == null) {
      bisections.put(id, StoredBisection.Open.of(id).asNamed());
    } else if (stored instanceof StoredBisection.Open open && !open.named()) {
      bisections.put(id, open.asNamed());
    }
  }

  @Override
  public void process(Record<String, LineRecord> record) {
    begin();
    context
        .recordMetadata()
        .ifPresent(from -> ReadAhead.ofThread().processed(from.partition(), from.offset()));
    // The largest time that was read from this partition, so that a clock that goes back after a
    // change of the leader cannot make a bisection look silent.
    long now = context.currentStreamTimeMs();
    silence.read(now);
    if (silence.heard(Lane.SHORT, now)) {
      wakeDue(Lane.SHORT, now);
    }
    wakeDue(Lane.LONG, now);
    read(record, now);
  }

  private void read(Record<String, LineRecord> record, long now) {
    String id = record.key();
    LineRecord line = record.value();
    StoredBisection stored = bisections.get(id);
    if (stored == null && refuses(record, now)) {
      return;
    }
    if (line.forgotten() != null) {
      forget(record, stored);
      return;
    }
    if (stored instanceof StoredBisection.Retired retired) {
      (line.number() <= retired.highest() ? counters.duplicate : counters.late).increment();
      return;
    }
    StoredBisection.Open open =
        stored == null ? StoredBisection.Open.of(id) : (StoredBisection.Open) stored;
    Origin origin = new Origin(now, record, context.recordMetadata().orElse(null));
    FoldResult result;
    EncodedFindings encoded;
    try {
      Input input = line.observed(record.timestamp(), counters);
      result = fold.apply(open.bisection(), input, archive.of(id));
      encoded = encoder.encode(id, result.findings());
    } catch (RuntimeException | StackOverflowError fault) {
      giveUp(origin, record, open, fault);
      return;
    }
    if (result.receipt() == Receipt.CONFLICT) {
      keepOut(id, open.disturbed(result.next()), line.number(), origin);
    } else {
      boolean applied = result.receipt() == Receipt.APPLIED;
      keep(id, open.heard(result.next(), applied ? line.number() : 0, now));
    }
    publish(id, encoded, result.next(), open.faults(), origin);
    count(result.receipt());
  }

  private void keepOut(String id, StoredBisection.Open next, long line, Origin origin) {
    keep(id, next);
    outlet.sendDeadLetter(
        origin,
        "conflict",
        "Line %d contradicts what was read before under this id: two logs share it. Publish one of them again under an id of its own."
            .formatted(line));
  }

  private boolean refuses(Record<String, LineRecord> record, long now) {
    Optional<String> refusal = misplaced.refusal(record.key(), context.taskId().partition());
    refusal.ifPresent(
        why ->
            outlet.sendDeadLetter(
                new Origin(now, record, context.recordMetadata().orElse(null)), "unreadable", why));
    return refusal.isPresent();
  }

  /**
   * All that stays is the marker that no line of this id is applied any more. What was found is
   * taken back here too, alerts included: another application, which reads the lines and then the
   * order, has found it anew.
   */
  private void forget(Record<String, LineRecord> order, @Nullable StoredBisection stored) {
    String id = order.key();
    if (!id.equals(order.value().forgotten())) {
      Origin origin = new Origin(order.timestamp(), order, context.recordMetadata().orElse(null));
      outlet.sendDeadLetter(
          origin, "unreadable", "The order to forget names another id than its key.");
      counters.faulted.increment();
      return;
    }
    newest.drain(this::sendNewest); // what waits there may need what is about to go
    if (stored instanceof StoredBisection.Open open && open.timer() != null) {
      timers.remove(open.timer(), id);
    }
    boolean whole = !(stored instanceof StoredBisection.Open open) || takeBackSums(order, open);
    if (stored != null) {
      takeBack(id, stored.revisions(), order.timestamp());
    }
    archive.of(id).clear();
    bisections.put(id, new StoredBisection.Retired(Long.MAX_VALUE, 0));
    (whole ? counters.applied : counters.faulted).increment();
  }

  /**
   * What it added to the sums of commits. After its retention nothing is left that says what.
   *
   * @return whether it could be; where not, the order is in the dead letters, which say so
   */
  private boolean takeBackSums(Record<String, LineRecord> order, StoredBisection.Open open) {
    String id = order.key();
    long at = order.timestamp();
    EncodedFindings encoded;
    try {
      List<Finding> findings = fold.takenBack(open.bisection(), archive.of(id), at);
      encoded = encoder.encode(id, findings);
    } catch (RuntimeException | StackOverflowError fault) {
      rethrowIfOutside(fault);
      FAULTS.say(
          "What %s added to the sums of commits could not be taken back".formatted(id), fault);
      outlet.sendDeadLetter(
          new Origin(at, order, context.recordMetadata().orElse(null)),
          "fault",
          "%s is forgotten, but what it added to the counts of commits and to suspects stays there: %s"
              .formatted(id, fault));
      return false;
    }
    encoded.outgoing().forEach(each -> outlet.send(each, at));
    encoded.counts().forEach(each -> crashSums.add(each.commit(), each.delta()));
    return true;
  }

  private void takeBack(String id, int revisions, long at) {
    for (Sinks sink : List.of(Sinks.BISECTIONS, Sinks.CULPRITS, Sinks.ASSESSMENTS, Sinks.ALERTS)) {
      outlet.takeBack(sink, id, at);
    }
    for (int ordinal = 1; ordinal <= revisions; ordinal++) {
      outlet.takeBack(Sinks.REVISIONS, RevisionKeys.key(id, ordinal), at);
    }
  }

  /**
   * A fault of our own: the line goes to the dead letters, the bisection is marked, a person is
   * told once.
   */
  private void giveUp(
      Origin origin,
      Record<String, LineRecord> record,
      StoredBisection.Open open,
      Throwable fault) {
    rethrowIfOutside(fault);
    String id = record.key();
    LineRecord line = record.value();
    FAULTS.say(
        "Line %d of bisection %s goes to the dead letters".formatted(line.number(), id), fault);
    archive.of(id); // nothing of a step that failed is kept
    keep(id, open.faulted().heard(open.bisection(), 0, origin.at()));
    outlet.sendDeadLetter(
        origin, "fault", "Line %d could not be processed: %s".formatted(line.number(), fault));
    if (open.faults() == 0) {
      alert(
          id,
          line.number(),
          origin.at(),
          origin,
          open.bisection(),
          "Line %d could not be processed (%s) and is in the dead letters; the bisection goes on without it."
              .formatted(line.number(), fault.getClass().getSimpleName()));
    }
    counters.faulted.increment();
  }

  /** Raises the alert of a fault. Should that fail too, the log has both. */
  private void alert(
      String id, long number, long at, Origin origin, BisectionState state, String what) {
    Outgoing alert;
    try {
      alert = encoder.alert(described(RecordForwarder.fault(id, number, at, what), state));
    } catch (RuntimeException | StackOverflowError fault) {
      rethrowIfOutside(fault);
      FAULTS.say("The alert of a fault of bisection %s could not be encoded".formatted(id), fault);
      return;
    }
    outlet.send(alert.traced(origin), origin.at());
  }

  /** With labels and bug, unless the fault lies there. */
  private Alert described(Alert alert, BisectionState state) {
    try {
      return encoder.described(alert, state, archive);
    } catch (RuntimeException | StackOverflowError fault) {
      rethrowIfOutside(fault);
      return alert;
    }
  }

  /** Where nothing is read, time goes on all the same. */
  private void tick(long hostTime) {
    begin();
    CommitPace pace = CommitPace.ofThread();
    pace.tick(context, time());
    long now = silence.now();
    boolean wakes = now != SilenceClock.UNKNOWN && wakes(now);
    tickQuickly(wakes || pace.waits());
  }

  /**
   * Wakes who is due, as far as that was heard.
   *
   * @return whether quick ticks are wanted: a silence of seconds is waited for, or one that is over
   *     was not heard yet, since a partition is heard only while it is asked about
   */
  private boolean wakes(long now) {
    boolean waits = timers.mayHave(Lane.SHORT);
    for (Lane lane : Lane.values()) {
      // What comes within seconds is watched beforehand.
      long soon = lane == Lane.SHORT ? now + silences.millis(Input.Silence.SETTLED) : now;
      if (timers.mayBeDue(lane, soon) && silence.passes(lane)) {
        wakeDue(lane, now);
      }
      waits |= timers.mayBeDue(lane, now);
    }
    return waits;
  }

  private void wakeDue(Lane lane, long now) {
    if (!timers.mayBeDue(lane, now)) {
      return;
    }
    for (TimerQueue.Due due : timers.due(lane, now, ENDINGS_PER_TICK)) {
      timers.remove(due.timer(), due.id());
      StoredBisection stored = bisections.get(due.id());
      if (stored instanceof StoredBisection.Open open && due.timer().equals(open.timer())) {
        wake(due.id(), open.timed(null), now);
      }
    }
  }

  private void wake(String id, StoredBisection.Open open, long now) {
    long dueAt = open.wakeUp(silences).dueAt();
    Input.Silence silence = open.awaited(silences);
    if (dueAt > now) {
      keep(id, open);
    } else if (silence == null) {
      newest.drain(this::sendNewest); // its last head may wait there, and is made of the archive
      archive.of(id).clear();
      bisections.put(id, open.retired());
    } else {
      report(id, open, new Input.Silent(silence, dueAt));
    }
  }

  private void report(String id, StoredBisection.Open open, Input.Silent silent) {
    long millis = silences.millis(silent.kind());
    Origin origin = new Origin(silent.at(), null, null);
    FoldResult result;
    EncodedFindings encoded;
    try {
      result = fold.apply(open.bisection(), silent, archive.of(id));
      encoded = encoder.encode(id, result.findings());
    } catch (RuntimeException | StackOverflowError fault) {
      rethrowIfOutside(fault);
      FAULTS.say("The silence of bisection %s could not be processed".formatted(id), fault);
      archive.of(id);
      keep(id, open.faulted().silent(open.bisection(), millis));
      if (open.faults() == 0) {
        alert(
            id,
            open.highest(),
            silent.at(),
            origin,
            open.bisection(),
            "The silence after line %d could not be processed (%s); the bisection goes on without it."
                .formatted(open.highest(), fault.getClass().getSimpleName()));
      }
      return;
    }
    keep(id, open.silent(result.next(), millis));
    publish(id, encoded, result.next(), open.faults(), origin);
  }

  /** Puts the bisection back, and its timer where it wants to be woken earlier than before. */
  private void keep(String id, StoredBisection.Open next) {
    archive.keep();
    Timer wanted = next.wakeUp(silences);
    Timer held = next.timer();
    if (held != null && held.covers(wanted)) {
      bisections.put(id, next);
      return;
    }
    if (held != null) {
      timers.remove(held, id);
    }
    timers.add(wanted, id);
    if (wanted.lane() == Lane.SHORT) {
      tickQuickly(true);
    }
    bisections.put(id, next.timed(wanted));
  }

  private void publish(
      String id, EncodedFindings encoded, BisectionState after, int faults, Origin origin) {
    encoded.outgoing().forEach(each -> outlet.send(each.traced(origin), origin.at()));
    encoded
        .held()
        .forEach(
            (output, finding) -> newest.hold(output, new Held(id, finding, after, faults, origin)));
    encoded.counts().forEach(each -> crashSums.add(each.commit(), each.delta()));
    counters.notUnderstood.add(encoded.notUnderstood());
    if (encoded.culprit()) {
      counters.culprits.increment();
      CommitPace.ofThread().named(context, origin.at(), time());
    }
    if (newest.full()) {
      newest.drain(this::sendNewest);
    }
    CommitPace.ofThread().applied(context, origin.at(), time());
    tickQuickly(true); // should no more lines come, a tick commits
  }

  /** The brokers' time, by which lines are stamped. */
  private long time() {
    return watch.brokerTime(context.currentSystemTimeMs());
  }

  private void count(Receipt receipt) {
    switch (receipt) {
      case APPLIED -> counters.applied.increment();
      case DUPLICATE -> counters.duplicate.increment();
      case LATE -> counters.late.increment();
      case CONFLICT -> counters.conflict.increment();
    }
  }

  private static void rethrowIfOutside(Throwable fault) {
    if (fault instanceof RuntimeException exception && FaultOrigin.outside(exception)) {
      throw exception;
    }
  }

  @Override
  public void beforeWriteBack() {
    long at = context.currentStreamTimeMs();
    node.during(
        () -> {
          newest.drain(this::sendNewest);
          crashSums.drain(
              (key, deltas) -> outlet.send(Sinks.CRASH_DELTAS, key, deltaCodec.encode(deltas), at));
        });
  }

  /** Sends a finding that waited; one that cannot be encoded costs no more than itself. */
  private void sendNewest(OutputKey output, Held held) {
    Outgoing outgoing;
    try {
      outgoing = encoder.encode(output, held, archive);
    } catch (RuntimeException | StackOverflowError fault) {
      rethrowIfOutside(fault);
      unsent(output, held, fault);
      return;
    }
    outlet.send(outgoing, held.origin().at());
  }

  private void unsent(OutputKey output, Held held, Throwable fault) {
    String id = held.id();
    FAULTS.say(
        "%s of %s could not be encoded".formatted(output.key(), output.sink().node()), fault);
    long number = held.state().reading().position().highest();
    outlet.sendDeadLetter(
        held.origin(),
        "fault",
        "Line %d was applied, but what it changed in %s could not be sent under the key %s: %s"
            .formatted(number, output.sink().node(), output.key(), fault));
    if (bisections.get(id) instanceof StoredBisection.Open open) {
      bisections.put(id, open.faulted());
      if (open.faults() == 0) {
        alert(
            id,
            number,
            held.origin().at(),
            held.origin(),
            held.state(),
            "What line %d changed in %s could not be sent (%s); the next change there will be. The line is in the dead letters."
                .formatted(number, output.sink().node(), fault.getClass().getSimpleName()));
      }
    }
  }

  @Override
  public void forget() {
    newest.forget();
    crashSums.forget();
  }
}
