package firstbad.bench;

import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.server.view.Crowd;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts a crowd into the topics, as the topology and the publisher would. */
final class CrowdTopics {

  private CrowdTopics() {}

  /** All events; returns how many. */
  static long publishEvents(BenchKafka cluster, Crowd crowd) {
    long sent = 0;
    try (EventSerdes serdes = EventSerdes.of(cluster.properties());
        KafkaProducer<String, SpecificRecord> producer = producer(cluster, serdes)) {
      for (int number = 0; number < crowd.size(); number++) {
        for (Crowd.Said said : crowd.events(number)) {
          send(producer, said.topic(), said.key(), said.event());
          sent++;
        }
      }
    }
    return sent;
  }

  /** The lines of these bisections; returns how many. */
  static long publishLines(BenchKafka cluster, Crowd crowd, int from, int behind) {
    long sent = 0;
    try (EventSerdes serdes = EventSerdes.of(cluster.properties());
        KafkaProducer<String, SpecificRecord> producer = producer(cluster, serdes)) {
      for (int number = from; number < behind; number++) {
        for (LogLine line : crowd.lines(number)) {
          send(producer, Topic.LOG_LINES, crowd.id(number), line);
          sent++;
        }
      }
    }
    return sent;
  }

  private static KafkaProducer<String, SpecificRecord> producer(
      BenchKafka cluster, EventSerdes serdes) {
    Map<String, Object> config = new HashMap<>(cluster.properties());
    config.put("compression.type", "lz4");
    config.put("linger.ms", 20);
    config.put("batch.size", 128 * 1024);
    return new KafkaProducer<>(
        config, new StringSerializer(), serdes.serializer(SpecificRecord.class));
  }

  private static void send(
      KafkaProducer<String, SpecificRecord> producer,
      Topic topic,
      String key,
      SpecificRecord event) {
    var unused = producer.send(new ProducerRecord<>(BenchKafka.TOPICS.name(topic), key, event));
  }
}
