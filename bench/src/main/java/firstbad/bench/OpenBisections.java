package firstbad.bench;

import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Bisections that are open, always as many: where one ends, a new one takes its place. */
final class OpenBisections implements AutoCloseable {
  private static final int OPENED_WITH = 20;
  private static final double MIB = 1 << 20;

  private final List<List<String>> samples = SampleLogs.read();
  private final List<Open> open = new ArrayList<>();
  private final EventSerdes serdes;
  private final KafkaProducer<String, LogLine> producer;
  private final Admin admin;
  private int begun;
  private long sent;

  /** A bisection, and the line that comes next. */
  private static final class Open {
    private final int number;
    private int next;

    Open(int number) {
      this.number = number;
    }
  }

  /** Opens so many, each with its first lines. */
  OpenBisections(BenchKafka cluster, int bisections) {
    Map<String, Object> config = new HashMap<>(cluster.properties());
    config.put("compression.type", "lz4");
    config.put("linger.ms", 20);
    serdes = EventSerdes.of(cluster.properties());
    producer =
        new KafkaProducer<>(config, new StringSerializer(), serdes.serializer(LogLine.class));
    admin = cluster.admin();
    for (int i = 0; i < bisections; i++) {
      open.add(new Open(begun++));
    }
    for (int line = 0; line < OPENED_WITH; line++) {
      sendToEach();
    }
  }

  int size() {
    return open.size();
  }

  /** Lines until now. */
  long sent() {
    return sent;
  }

  /** Sends the next line of each. */
  void sendToEach() {
    for (int i = 0; i < open.size(); i++) {
      send(i);
    }
    producer.flush();
  }

  /** Sends the next line of this one; where it was the last, another takes its place. */
  void send(int index) {
    Open bisection = open.get(index);
    List<String> log = samples.get(bisection.number % samples.size());
    boolean end = bisection.next == log.size();
    String text = end ? "" : log.get(bisection.next);
    bisection.next++;
    LogLine line = new LogLine((long) bisection.next, text, Instant.now(), Map.of(), end);
    String topic = BenchKafka.TOPICS.name(Topic.LOG_LINES);
    var unused = producer.send(new ProducerRecord<>(topic, Workload.id(bisection.number), line));
    sent++;
    if (end) {
      open.set(index, new Open(begun++));
    }
  }

  /** Whether the topology has committed every line. */
  boolean allRead() throws ExecutionException, InterruptedException {
    producer.flush();
    return BenchKafka.committed(admin, BenchKafka.TOPICS.prefix() + "topology") >= sent;
  }

  /** Waits until this topology, and those that share the work, have committed every line. */
  void awaitAllRead(MeasuredCommand topology) throws Exception {
    while (!allRead()) {
      topology.demandAlive();
      Thread.sleep(100);
    }
    System.out.printf(
        Locale.ROOT,
        "%,d lines of %,d bisections read, %,d open, %.0f MiB%n",
        sent,
        begun,
        open.size(),
        topology.residentBytes() / MIB);
  }

  @Override
  public void close() {
    admin.close();
    producer.close();
    serdes.close();
  }
}
