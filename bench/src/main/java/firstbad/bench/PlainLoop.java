package firstbad.bench;

import firstbad.bench.PlainAggregate.State;
import firstbad.bench.PlainAggregate.Sum;
import firstbad.bisection.finding.Finding;
import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.event.Events;
import firstbad.topology.event.RevisionKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The same job without Kafka Streams: one thread that reads, folds and writes in transactions, its
 * state in the heap and in a compacted topic. It has it easier than an application that is used: it
 * owns every partition, so nothing is partitioned anew, it restores nothing, waits for no silence
 * and counts no suspects.
 */
final class PlainLoop implements AutoCloseable {
  static final String STATE = "bench.loop-state";
  static final String SUMS = "bench.loop-sums";

  private static final Duration POLL = Duration.ofMillis(20);

  private final StateCodec<State> states =
      new StateCodec<>(State.class, StateFormat.of(State.class));
  private final StateCodec<Sum> sumCodec = new StateCodec<>(Sum.class, StateFormat.of(Sum.class));
  private final Map<String, State> open = new HashMap<>();
  private final Map<String, Sum> sums = new HashMap<>();

  // What changed since the last commit.
  private final Set<String> touched = new HashSet<>();
  private final Set<String> heads = new HashSet<>();
  private final Set<String> counted = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Map<String, SpecificRecord> revisions = new HashMap<>();
  private final Map<String, SpecificRecord> assessments = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final Deserializer<LogLine> lines;
  private final Serializer<SpecificRecord> events;
  private final long commitEveryNanos;
  private final Thread thread = new Thread(this::run, "plain-loop");
  private volatile boolean stopping;

  private PlainLoop(VariantPlace place, Map<String, Object> settings) {
    BenchKafka cluster = place.cluster();
    commitEveryNanos = place.commitEvery().toNanos();
    Map<String, Object> reading = new HashMap<>(cluster.properties());
    reading.put(ConsumerConfig.GROUP_ID_CONFIG, place.applicationId());
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    reading.putAll(under("main.consumer.", settings));
    Map<String, Object> writing = new HashMap<>(cluster.properties());
    writing.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, place.applicationId());
    writing.putAll(under("producer.", settings));
    EventSerdes serdes = EventSerdes.of(cluster.properties());
    lines = serdes.deserializer(LogLine.class);
    events = serdes.serializer(SpecificRecord.class);
    consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
    producer = new KafkaProducer<>(writing, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Starts it.
   *
   * @param settings of an application of Streams; those of its clients are taken
   */
  static PlainLoop started(VariantPlace place, Map<String, Object> settings) {
    PlainLoop loop = new PlainLoop(place, settings);
    loop.thread.start();
    return loop;
  }

  private static Map<String, Object> under(String prefix, Map<String, Object> settings) {
    Map<String, Object> found = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(prefix) && !name.contains("exception.handler")) {
            found.put(name.substring(prefix.length()), value);
          }
        });
    return found;
  }

  private void run() {
    try {
      loop();
    } catch (WakeupException e) {
      // it is to end
    }
  }

  private void loop() {
    producer.initTransactions();
    consumer.subscribe(List.of(topic(Topic.LOG_LINES)));
    long committed = System.nanoTime();
    while (!stopping) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        apply(record.key(), lines.deserialize(record.topic(), record.value()));
        offsets.put(
            new TopicPartition(record.topic(), record.partition()),
            new OffsetAndMetadata(record.offset() + 1));
      }
      if (System.nanoTime() - committed >= commitEveryNanos && !offsets.isEmpty()) {
        commit();
        committed = System.nanoTime();
      }
    }
  }

  private void apply(String id, LogLine line) {
    if (offsets.isEmpty() && touched.isEmpty()) {
      producer.beginTransaction();
    }
    State next = open.getOrDefault(id, State.none()).after(id, line);
    open.put(id, next);
    touched.add(id);
    for (Finding finding : next.findings()) {
      if (finding instanceof Finding.HeadChanged) {
        heads.add(id);
      } else if (finding instanceof Finding.RevisionChanged changed) {
        revisions.put(
            RevisionKeys.key(id, changed.revision().ordinal()),
            Events.revision(changed.revision()));
      } else if (finding instanceof Finding.AssessmentChanged changed) {
        assessments.put(id, Events.assessment(changed.assessment()));
      } else if (finding instanceof Finding.AlertRaised raised) {
        send(Topic.ALERTS, id, Events.alert(raised.alert()));
      } else if (finding instanceof Finding.CulpritNamed named) {
        send(Topic.CULPRITS, id, Events.culprit(named.culprit()));
      } else if (finding instanceof Finding.CrashesCounted crashes) {
        sums.compute(
            crashes.commit(),
            (commit, sum) -> (sum == null ? Sum.none() : sum).plus(crashes.delta()));
        counted.add(crashes.commit());
      }
    }
    if (line.getEndOfLog()) {
      ended.add(id);
    }
  }

  private void commit() {
    heads.forEach(id -> send(Topic.BISECTIONS, id, Events.bisection(known(open, id).head())));
    revisions.forEach((key, event) -> send(Topic.REVISIONS, key, event));
    assessments.forEach((id, event) -> send(Topic.ASSESSMENTS, id, event));
    counted.forEach(commit -> keep(SUMS, commit, sumCodec.encode(known(sums, commit))));
    ended.forEach(open::remove);
    touched.forEach(
        id -> {
          State state = open.get(id);
          keep(STATE, id, state == null ? null : states.encode(state));
        });
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
    heads.clear();
    revisions.clear();
    assessments.clear();
    counted.clear();
    ended.clear();
    touched.clear();
    offsets.clear();
  }

  private static <T> T known(Map<String, T> all, String key) {
    return Objects.requireNonNull(all.get(key));
  }

  private void send(Topic topic, String key, SpecificRecord event) {
    keep(topic(topic), key, events.serialize(topic(topic), event));
  }

  private void keep(String topic, String key, byte @Nullable [] value) {
    var unused = producer.send(new ProducerRecord<>(topic, key, value));
  }

  private static String topic(Topic topic) {
    return BenchKafka.TOPICS.name(topic);
  }

  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
    producer.close();
  }
}
