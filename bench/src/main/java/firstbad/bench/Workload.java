package firstbad.bench;

import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Lines for the pipeline: a hundred bisections at a time, interleaved line by line, each a sample
 * log under an id of its own, until there are enough.
 */
final class Workload {
  private static final int AT_ONCE = 100;

  private Workload() {}

  /**
   * Publishes at least so many lines.
   *
   * @param lines lines and ends
   */
  static Sent publish(BenchKafka cluster, long lines) {
    List<List<String>> samples = SampleLogs.read();
    Map<String, Object> config = new HashMap<>(cluster.properties());
    config.put("compression.type", "lz4");
    config.put("linger.ms", 20);
    config.put("batch.size", 128 * 1024);
    try (EventSerdes serdes = EventSerdes.of(cluster.properties());
        KafkaProducer<String, LogLine> producer =
            new KafkaProducer<>(config, new StringSerializer(), lines(serdes))) {
      long sent = 0;
      int next = 0;
      List<Running> running = new ArrayList<>();
      while (sent < lines || !running.isEmpty()) {
        while (running.size() < AT_ONCE && sent < lines) {
          running.add(new Running(id(next), samples.get(next % samples.size())));
          next++;
        }
        for (Running each : running) {
          var unused = producer.send(new ProducerRecord<>(topic(), each.id, each.line()));
          sent++;
        }
        running.removeIf(Running::ended);
      }
      producer.flush();
      return new Sent(sent, next);
    }
  }

  /** The id of a bisection, counted from 0. */
  static String id(int bisection) {
    return "b-" + bisection;
  }

  private static Serializer<LogLine> lines(EventSerdes serdes) {
    return serdes.serializer(LogLine.class);
  }

  private static String topic() {
    return BenchKafka.TOPICS.name(Topic.LOG_LINES);
  }

  /** What was published: records, and the bisections they belong to. */
  record Sent(long records, int bisections) {}

  /** A bisection that is being sent. */
  private static final class Running {
    private final String id;
    private final List<String> log;
    private int sent;

    Running(String id, List<String> log) {
      this.id = id;
      this.log = log;
    }

    LogLine line() {
      boolean end = sent == log.size();
      String text = end ? "" : log.get(sent);
      sent++;
      return new LogLine((long) sent, text, Instant.now(), Map.of(), end);
    }

    boolean ended() {
      return sent > log.size();
    }
  }
}
