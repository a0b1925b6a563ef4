package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.SilenceLimits;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.read.LineCounters;
import firstbad.topology.read.NamedBefore;
import firstbad.topology.read.PartitionWatch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How much the topology writes for each 1,000 lines of a history that is replayed. What a commit
 * holds decides it, so this one commits after so many lines and not by the clock.
 */
@Tag("slow")
class WrittenRecordsTest {
  private static final int JOBS = 150;
  private static final int LINES_PER_COMMIT = 1000;
  private static final Duration NEVER = Duration.ofMinutes(10);
  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{12,64}\\b");

  private static final int SETTLED = 8;

  private final AtomicInteger idleCommits = new AtomicInteger();
  private double before;
  private int settledAt;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @Test
  void a_replayed_history_is_written_in_few_records() throws InterruptedException {
    LineCounters counters = new LineCounters();
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        LiveTopology live = new LiveTopology(kafka, "written.", folder)) {
      for (int job = 0; job < JOBS; job++) {
        String name = "job-" + job;
        live.publish(name, 1, SeedLog.LINES.stream().map(line -> renamed(name, line)).toList());
        live.end(name, SeedLog.LINES.size() + 1);
      }
      try (KafkaStreams streams = committingByLines(kafka, live.topics, counters)) {
        streams.start();
        LiveTopology.await("all culprits", () -> counters.snapshot().culprits() == JOBS);
        LiveTopology.await("nothing more to write", () -> settled(records(streams)));
        double thousands = JOBS * (SeedLog.LINES.size() + 1) / 1000.0;
        double records = 0;
        double bytes = 0;
        for (Map.Entry<String, double[]> topic : written(streams).entrySet()) {
          records += topic.getValue()[0] / thousands;
          bytes += topic.getValue()[1] / thousands;
          System.out.printf(
              "%6.1f records %8.0f bytes per 1,000 lines: %s%n",
              topic.getValue()[0] / thousands, topic.getValue()[1] / thousands, topic.getKey());
        }
        System.out.printf("%6.1f records %8.0f bytes in all%n", records, bytes);
        // 269 to 283 records and 36.4 KB: what arrives for the counts before a commit still varies.
        // The track record is 8 of them and 0.1 KB, with a culprit in each 254 lines.
        // These logs are short, with a revision in 8 lines where real ones have one in 16.
        assertThat(records).isLessThan(300);
        assertThat(bytes).isLessThan(37_000);
      }
    }
  }

  /** The topology as it is shipped, but for when it commits. */
  private KafkaStreams committingByLines(
      EmbeddedKafka kafka, Topics topics, LineCounters counters) {
    TopologySettings settings =
        LiveTopology.settings(
            kafka.bootstrapServers(),
            kafka.registryUrl(),
            topics,
            folder,
            SilenceLimits.DEFAULT,
            StateFormat.shipped());
    Properties properties = StreamsSettings.of(settings, counters);
    properties.put("commit.interval.ms", NEVER.toMillis());
    // Else batches are as small as the machine is slow.
    properties.put("producer.linger.ms", (int) NEVER.toMillis());
    properties.put("producer.transaction.timeout.ms", (int) NEVER.plusMinutes(2).toMillis());
    StreamsConfig config = new StreamsConfig(properties);
    Topology graph =
        BisectionGraph.of(
                settings, settings.serdes(), counters, new NeverSilent(), NamedBefore.NOTHING)
            .build(new TopologyConfig(config));
    graph.addProcessor("commits", CommitsByLines::new, "log-lines");
    return new KafkaStreams(graph, config);
  }

  /** Asks for a commit after so many lines, and where no more come. */
  private final class CommitsByLines implements Processor<Object, Object, Void, Void> {
    private static final Duration IDLE = Duration.ofSeconds(3);
    private @Nullable ProcessorContext<Void, Void> context;
    private int lines;
    private int linesBefore;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      this.context = context;
      context.schedule(IDLE, PunctuationType.WALL_CLOCK_TIME, time -> commitWhenIdle(context));
    }

    private void commitWhenIdle(ProcessorContext<Void, Void> context) {
      if (lines == linesBefore) {
        context.commit();
        int unused = idleCommits.incrementAndGet();
      }
      linesBefore = lines;
    }

    @Override
    public void process(Record<Object, Object> record) {
      lines++;
      if (context != null && lines % LINES_PER_COMMIT == 0) {
        context.commit();
      }
    }
  }

  /** All logs have their ends, so no silence is waited for; and no time passes to commit after. */
  private static final class NeverSilent implements PartitionWatch {
    @Override
    public long heardMillis(int partition) {
      return 0;
    }

    @Override
    public long steady(long hostTime) {
      return hostTime;
    }

    @Override
    public long brokerTime(long hostTime) {
      return 0;
    }
  }

  /** Whether several commits without lines have written nothing. */
  private boolean settled(double records) {
    if (records != before) {
      before = records;
      settledAt = idleCommits.get() + SETTLED;
    }
    return idleCommits.get() > settledAt;
  }

  private static double records(KafkaStreams streams) {
    return written(streams).values().stream().mapToDouble(topic -> topic[0]).sum();
  }

  /** Records and bytes, compressed as they are sent, by topic. */
  private static Map<String, double[]> written(KafkaStreams streams) {
    Map<String, double[]> written = new TreeMap<>();
    for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
      List<String> names = List.of("record-send-total", "byte-total");
      int place = names.indexOf(metric.getKey().name());
      String topic = metric.getKey().tags().get("topic");
      if (metric.getKey().group().equals("producer-topic-metrics") && place >= 0 && topic != null) {
        double value = ((Number) metric.getValue().metricValue()).doubleValue();
        written.computeIfAbsent(topic, unseen -> new double[2])[place] += value;
      }
    }
    return written;
  }

  /** The line with commits and signatures of this job's own, as a real history has them. */
  private static String renamed(String job, String line) {
    return HASH.matcher(line)
        .replaceAll(
            hash -> {
              String hex = hex(job + hash.group().substring(0, 12));
              return hex.substring(0, hash.group().length());
            });
  }

  private static String hex(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
