package firstbad.publisher;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.Assessment;
import firstbad.events.CulpritFound;
import firstbad.events.EndedBy;
import firstbad.events.Level;
import firstbad.events.SearchKind;
import firstbad.schemas.CloudEvent;
import firstbad.schemas.ContractSetup;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.RecordHeader;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Records for readers, packed and in transactions as firstbad sends them. */
final class SentRecords {
  private static final Schema BYTES = Schema.create(Schema.Type.BYTES);

  private SentRecords() {}

  /** Culprits of a transaction that was aborted, and of one that was committed. */
  static void culprits(EmbeddedKafka kafka) throws Exception {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("transactional.id", "examples");
    properties.put("compression.type", Topic.COMPRESSION);
    try (EventSerdes serdes = EventSerdes.of(kafka.clientProperties());
        KafkaProducer<String, CulpritFound> producer =
            new KafkaProducer<>(
                properties, new StringSerializer(), serdes.serializer(CulpritFound.class))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, "aborted", Level.HIGH);
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, "doubtful", Level.LOW);
      send(producer, "sure", Level.HIGH);
      producer.commitTransaction();
    }
  }

  /** So many records for each topic: random ones in its schema, any bytes where it has none. */
  static void everywhere(EmbeddedKafka kafka, String prefix, int records) {
    Topics topics = new Topics(prefix);
    ContractSetup.createMissing(kafka.clientProperties(), topics, 2, (short) 1);
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("auto.register.schemas", false);
    properties.put("transactional.id", prefix);
    properties.put("compression.type", Topic.COMPRESSION);
    try (KafkaAvroSerializer avro = new KafkaAvroSerializer();
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
      avro.configure(properties, false);
      producer.initTransactions();
      producer.beginTransaction();
      for (Topic topic : Topic.values()) {
        String name = topics.name(topic);
        for (Object value : new RandomData(topic.value().orElse(BYTES), records, 1L)) {
          byte[] sent = topic.value().isEmpty() ? new byte[9] : avro.serialize(name, exact(value));
          var unused = producer.send(new ProducerRecord<>(name, "key", sent));
        }
      }
      producer.commitTransaction();
    }
  }

  /** With numbers that JavaScript can hold, as those of all events are. */
  private static Object exact(Object value) {
    if (value instanceof GenericRecord event) {
      event
          .getSchema()
          .getFields()
          .forEach(field -> event.put(field.pos(), exact(event.get(field.pos()))));
    } else if (value instanceof Collection<?> several) {
      return several.stream().map(SentRecords::exact).toList();
    }
    return value instanceof Long number ? (Object) (number % (1L << 50)) : value;
  }

  private static void send(KafkaProducer<String, CulpritFound> producer, String id, Level level)
      throws Exception {
    CulpritFound culprit =
        CulpritFound.newBuilder()
            .setId(id)
            .setKind(SearchKind.CAUSE)
            .setCommit("c".repeat(40))
            .setTitle("net: do a thing")
            .setRevisionsTested(16)
            .setFoundAt(Instant.EPOCH)
            .setLineNumber(250)
            .setEndedBy(EndedBy.END_OF_LOG)
            .setAssessment(
                Assessment.newBuilder()
                    .setId(id)
                    .setVersion(1)
                    .setSearchEnded(true)
                    .setLevel(level)
                    .setParameters("of this test")
                    .setJudgedAt(Instant.EPOCH)
                    .build())
            .build();
    Topics topics = Topics.ofDefaultPrefix();
    ProducerRecord<String, CulpritFound> event =
        new ProducerRecord<>(topics.name(Topic.CULPRITS), id, culprit);
    CloudEvent.describe(event.headers(), topics, Topic.CULPRITS, id, 0L);
    header(event, RecordHeader.LEVEL, level.name());
    header(event, RecordHeader.APPLICATION, topics.prefix() + "topology");
    producer.send(event).get();
  }

  private static void header(ProducerRecord<?, ?> record, RecordHeader header, String value) {
    record.headers().add(header.header(), value.getBytes(StandardCharsets.UTF_8));
  }
}
