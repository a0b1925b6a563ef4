package firstbad.publisher;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer that keeps what it gets, in words: {@code id|number|text|labels}. */
final class PaperKafka {
  final MockProducer<String, byte[]> producer;
  final String topicId;

  PaperKafka(boolean acknowledging, String topicId) {
    this.producer =
        new MockProducer<>(acknowledging, null, new StringSerializer(), new ByteArraySerializer());
    this.topicId = topicId;
  }

  LogPublisher publisher(Duration patience) {
    LineTopic topic = new LineTopic("firstbad.log-lines", topicId, "paper:1");
    return new LogPublisher(
        new LineSender(
            producer, topic, PaperKafka::encode, patience, () -> java.time.Instant.EPOCH));
  }

  List<String> records() {
    return producer.history().stream().map(PaperKafka::words).toList();
  }

  private static byte[] encode(String topic, NumberedLine line) {
    String text = line.isEnd() ? "END" : String.valueOf(line.text());
    return (line.number() + "|" + text + "|" + new TreeMap<>(line.labels()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String words(ProducerRecord<String, byte[]> event) {
    return event.key() + "|" + new String(event.value(), StandardCharsets.UTF_8);
  }
}
