package firstbad.topology;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.fold.Fold;
import firstbad.bisection.trust.Assessor;
import firstbad.events.Alert;
import firstbad.events.Bisection;
import firstbad.events.CrashCounts;
import firstbad.events.CulpritFound;
import firstbad.events.LogLine;
import firstbad.events.Revision;
import firstbad.events.Suspect;
import firstbad.events.TrackRecord;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.RecordHeader;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.SilenceLimits;
import firstbad.topology.event.AvroEvents;
import firstbad.topology.read.LineCounters;
import firstbad.topology.read.NamedBefore;
import firstbad.topology.read.PartitionWatch;
import firstbad.topology.store.WriteBehindStore;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The graph under the test driver, with a registry in memory: records in, events out. */
public final class DrivenTopology implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  public final LineCounters counters = new LineCounters();
  final Topics topics = Topics.ofDefaultPrefix();
  final TopologyTestDriver driver;
  private final String registry = "mock://" + UUID.randomUUID();
  private final EventSerdes serdes;
  private final Serializer<LogLine> writer;
  private final TestInputTopic<byte[], byte[]> lines;

  public DrivenTopology(Path stateFolder, SilenceLimits silences) {
    this(stateFolder, silences, events -> events);
  }

  public DrivenTopology(
      Path stateFolder, SilenceLimits silences, UnaryOperator<Serializer<SpecificRecord>> wrapped) {
    this(stateFolder, silences, wrapped, Long.MAX_VALUE);
  }

  /**
   * @param heardMillis for how long every partition was heard to its end, at any time
   */
  public DrivenTopology(
      Path stateFolder,
      SilenceLimits silences,
      UnaryOperator<Serializer<SpecificRecord>> wrapped,
      long heardMillis) {
    register();
    TopologySettings settings =
        new TopologySettings(
            new TopologySettings.Connection("nowhere:1", registry, Map.of()),
            topics,
            "driven",
            stateFolder,
            TopologySettings.Rules.shipped().with(silences));
    serdes = settings.serdes();
    writer = serdes.serializer(LogLine.class);
    Properties properties = StreamsSettings.of(settings, counters);
    // The driver drops dead letters under exactly-once: it clears what is not yet committed.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    BisectionGraph graph =
        new BisectionGraph(
            topics,
            new Fold(new Assessor(settings.rules().parameters())),
            silences,
            serdes,
            new AvroEvents(topics, wrapped.apply(serdes.serializer(SpecificRecord.class))),
            counters,
            settings.rules().state(),
            heard(heardMillis),
            NamedBefore.NOTHING);
    driver =
        new TopologyTestDriver(
            graph.build(new TopologyConfig(new StreamsConfig(properties))), properties, START);
    lines =
        driver.createInputTopic(
            topics.name(Topic.LOG_LINES), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** As {@code LeaderWatch}: a partition that nobody has asked about for 5 s is not watched. */
  private static PartitionWatch heard(long millis) {
    return new PartitionWatch() {
      private long time;
      private long askedAt = START.toEpochMilli();

      @Override
      public long heardMillis(int partition) {
        boolean watched = time - askedAt <= 5000;
        askedAt = time;
        return watched ? millis : 0;
      }

      @Override
      public long steady(long hostTime) {
        time = hostTime;
        return hostTime;
      }

      @Override
      public long brokerTime(long hostTime) {
        return hostTime;
      }
    };
  }

  private void register() {
    try {
      SchemaRegistryClient client = MockSchemaRegistry.getClientForScope(registry.substring(7));
      for (Topic topic : Topic.values()) {
        if (topic.value().isPresent()) {
          client.register(topics.subject(topic), new AvroSchema(topic.value().get()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RestClientException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Publishes lines from {@code from} on, each so long after {@link #START}. */
  public void lines(String id, int from, List<String> texts, Duration at) {
    int number = from;
    for (String text : texts) {
      raw(id, encoded(new LogLine((long) number, text, START.plus(at), Map.of(), false)), at);
      number++;
    }
  }

  public void end(String id, int number, Duration at) {
    raw(id, encoded(new LogLine((long) number, "", START.plus(at), Map.of(), true)), at);
  }

  public byte[] encoded(LogLine event) {
    return writer.serialize(topics.name(Topic.LOG_LINES), event);
  }

  public void raw(String key, byte[] value, Duration at) {
    lines.pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, START.plus(at)));
  }

  public void raw(TestRecord<byte[], byte[]> record) {
    lines.pipeInput(record);
  }

  /** Lets the wall clock go on, in steps. */
  public void pass(Duration time) {
    for (long left = time.toMillis(); left > 0; left -= 1000) {
      driver.advanceWallClockTime(Duration.ofMillis(Math.min(left, 1000)));
    }
  }

  public List<CulpritFound> culprits() {
    return read(Topic.CULPRITS, CulpritFound.class);
  }

  public List<Bisection> bisections() {
    return read(Topic.BISECTIONS, Bisection.class);
  }

  public List<Revision> revisions() {
    return read(Topic.REVISIONS, Revision.class);
  }

  public List<Alert> alerts() {
    return read(Topic.ALERTS, Alert.class);
  }

  public List<CrashCounts> crashCounts() {
    return read(Topic.CRASH_COUNTS, CrashCounts.class);
  }

  public List<Suspect> suspects() {
    return read(Topic.SUSPECTS, Suspect.class);
  }

  public List<TrackRecord> trackRecords() {
    return read(Topic.TRACK_RECORD, TrackRecord.class);
  }

  /** A source says something of a culprit. */
  public void verification(String id, VerificationSource source, VerificationState state) {
    verification(id + "/" + source, id, source, state);
  }

  /** The same under any key. */
  public void verification(
      String key, String id, VerificationSource source, VerificationState state) {
    Verification said =
        Verification.newBuilder()
            .setId(id)
            .setSource(source)
            .setState(state)
            .setMadeAt(START)
            .build();
    byte[] value =
        serdes.serializer(Verification.class).serialize(topics.name(Topic.VERIFICATIONS), said);
    raw(Topic.VERIFICATIONS, new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value));
  }

  /** Removes what is known under a key. */
  public void nothing(Topic topic, String key) {
    raw(topic, new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), null));
  }

  /** A record as anybody may write it. */
  public void raw(Topic topic, TestRecord<byte[], byte[]> record) {
    driver
        .createInputTopic(topics.name(topic), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(record);
  }

  public List<TestRecord<String, byte[]>> deadLetters() {
    return records(Topic.DEAD_LETTERS);
  }

  /** What a store has written below its decoded values, by key. */
  public Map<String, byte[]> bytes(String store) {
    WriteBehindStore<?> kept = (WriteBehindStore<?>) driver.getStateStore(store);
    kept.flushCache();
    Map<String, byte[]> bytes = new TreeMap<>();
    try (KeyValueIterator<String, byte[]> all = kept.wrapped().all()) {
      all.forEachRemaining(entry -> bytes.put(entry.key, entry.value));
    }
    return bytes;
  }

  public List<TestRecord<String, byte[]>> records(Topic topic) {
    List<TestRecord<String, byte[]>> records =
        driver
            .createOutputTopic(
                topics.name(topic), new StringDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList();
    Set<String> allowed =
        RecordHeader.of(topic).stream().map(RecordHeader::header).collect(toSet());
    for (TestRecord<String, byte[]> record : records) {
      for (Header header : record.headers()) {
        assertThat(header.key())
            .satisfiesAnyOf(
                key -> assertThat(key).doesNotStartWith(RecordHeader.PREFIX),
                key -> assertThat(allowed).contains(key));
      }
    }
    return records;
  }

  private <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
    Deserializer<T> reader = serdes.deserializer(type);
    return records(topic).stream()
        .map(record -> reader.deserialize(topics.name(topic), record.value()))
        .toList();
  }

  @Override
  public void close() {
    driver.close();
    serdes.close();
  }
}
