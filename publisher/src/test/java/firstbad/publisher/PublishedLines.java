package firstbad.publisher;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.LogLine;
import firstbad.schemas.ContractSetup;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topic of the lines as a reader sees it. */
final class PublishedLines {
  static final String TOPIC = Topics.ofDefaultPrefix().name(Topic.LOG_LINES);
  static final int PARTITIONS = 4;
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  /** What {@code firstbad topics} does. */
  static void prepare(EmbeddedKafka kafka) {
    ContractSetup.createMissing(
        kafka.clientProperties(), Topics.ofDefaultPrefix(), PARTITIONS, (short) 1);
  }

  /** Reads from the beginning until the records suffice, or fails at the deadline. */
  static List<ConsumerRecord<String, LogLine>> read(
      EmbeddedKafka kafka, Predicate<List<ConsumerRecord<String, LogLine>>> enough) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("auto.offset.reset", "earliest");
    List<ConsumerRecord<String, LogLine>> read = new ArrayList<>();
    try (EventSerdes serdes = EventSerdes.of(kafka.clientProperties());
        KafkaConsumer<String, LogLine> consumer =
            new KafkaConsumer<>(
                properties, new StringDeserializer(), serdes.deserializer(LogLine.class))) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        partitions.add(new TopicPartition(TOPIC, partition));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = System.nanoTime() + DEADLINE.toNanos();
      while (!enough.test(read)) {
        if (System.nanoTime() > end) {
          throw new AssertionError(
              "not enough after " + DEADLINE + ": " + read.size() + " records");
        }
        consumer.poll(Duration.ofMillis(200)).forEach(read::add);
      }
    }
    return read;
  }

  private PublishedLines() {}
}
