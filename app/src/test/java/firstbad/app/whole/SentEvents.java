package firstbad.app.whole;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.Alert;
import firstbad.events.AlertKind;
import firstbad.events.Assessment;
import firstbad.events.CulpritFound;
import firstbad.events.EndedBy;
import firstbad.events.Kind;
import firstbad.events.Level;
import firstbad.events.Severity;
import firstbad.events.TitleCount;
import firstbad.events.Undelivered;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Findings written straight into their topics, for tests of what comes after the topology. */
final class SentEvents implements AutoCloseable {
  static final String COMMIT = "38970eac41db0031dcd337e124fab92a7105ed85";

  private final EmbeddedKafka kafka;
  private final Topics topics = Topics.ofDefaultPrefix();
  private final EventSerdes serdes;
  private final KafkaProducer<String, SpecificRecord> producer;

  SentEvents(EmbeddedKafka kafka) {
    this.kafka = kafka;
    this.serdes = EventSerdes.of(kafka.clientProperties());
    this.producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            new StringSerializer(),
            serdes.serializer(SpecificRecord.class));
  }

  void culprit(String id) throws Exception {
    culprit(id, Level.HIGH, Map.of());
  }

  void culprit(String id, Level level, Map<String, String> labels) throws Exception {
    send(
        Topic.CULPRITS,
        id,
        CulpritFound.newBuilder()
            .setId(id)
            .setKind(Kind.CAUSE)
            .setLabels(labels)
            .setBugTitles(List.of(new TitleCount("WARNING in made_up", "WARNING", 10)))
            .setCommit(COMMIT)
            .setTitle("made: up a commit")
            .setChangedFiles(List.of("net/made/up.c"))
            .setChangedFileCount(1)
            .setRevisionsTested(9)
            .setAssessment(
                Assessment.newBuilder()
                    .setId(id)
                    .setVersion(1)
                    .setSearchEnded(true)
                    .setLevel(level)
                    .setProbability(0.8)
                    .setParameters("made")
                    .setJudgedAt(Instant.now())
                    .build())
            .setFoundAt(Instant.now())
            .setLineNumber(7)
            .setEndedBy(EndedBy.END_OF_LOG)
            .build());
  }

  void alert(String id) throws Exception {
    send(
        Topic.ALERTS,
        id,
        Alert.newBuilder()
            .setId(id)
            .setKind(AlertKind.DERAILED)
            .setSeverity(Severity.HIGH)
            .setOrdinal(5)
            .setCommit(COMMIT)
            .setLineNumber(98)
            .setMessage("Every crash here is another bug's.")
            .setRaisedAt(Instant.now())
            .build());
  }

  void send(Topic topic, String key, SpecificRecord event) throws Exception {
    var unused = producer.send(new ProducerRecord<>(topics.name(topic), key, event)).get();
  }

  List<Undelivered> undelivered() {
    return all(Topic.UNDELIVERED, Undelivered.class);
  }

  <T extends SpecificRecord> List<T> all(Topic topic, Class<T> type) {
    List<T> found = new ArrayList<>();
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
    try (KafkaConsumer<String, T> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), serdes.deserializer(type))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topics.name(topic)).stream()
              .map(info -> new TopicPartition(topics.name(topic), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
      }
    }
    return found;
  }

  @Override
  public void close() {
    producer.close();
    serdes.close();
  }
}
