package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.topology.assemble.SilenceLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much the topology writes for each 1,000 lines of a history that is replayed. */
@Tag("slow")
class WrittenRecordsTest {
  private static final int JOBS = 150;
  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{12,64}\\b");

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @Test
  void a_replayed_history_is_written_in_few_records() throws InterruptedException {
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        LiveTopology live = new LiveTopology(kafka, "written.", folder)) {
      for (int job = 0; job < JOBS; job++) {
        String name = "job-" + job;
        live.publish(name, 1, SeedLog.LINES.stream().map(line -> renamed(name, line)).toList());
        live.end(name, SeedLog.LINES.size() + 1);
      }
      try (BisectionTopology topology = live.instance("one", SilenceLimits.DEFAULT)) {
        topology.start();
        LiveTopology.await("all culprits", () -> topology.lines().culprits() == JOBS);
        Map<String, double[]> before = new TreeMap<>();
        LiveTopology.await("nothing more to write", () -> settled(before, written(topology)));
        Map<String, double[]> written = written(topology);
        double thousands = JOBS * (SeedLog.LINES.size() + 1) / 1000.0;
        double records = 0;
        double bytes = 0;
        for (Map.Entry<String, double[]> topic : written.entrySet()) {
          records += topic.getValue()[0] / thousands;
          bytes += topic.getValue()[1] / thousands;
          System.out.printf(
              "%6.1f records %8.0f bytes per 1,000 lines: %s%n",
              topic.getValue()[0] / thousands, topic.getValue()[1] / thousands, topic.getKey());
        }
        System.out.printf("%6.1f records %8.0f bytes in all%n", records, bytes);
        // 224 and 46 KB where this machine was so busy that a commit held half a log; fewer on a
        // calm one.
        assertThat(records).isLessThan(400);
        assertThat(bytes).isLessThan(70_000);
      }
    }
  }

  /** Whether nothing was written between two looks; remembers the second. */
  private static boolean settled(Map<String, double[]> before, Map<String, double[]> now) {
    boolean same =
        before.keySet().equals(now.keySet())
            && now.entrySet().stream()
                .allMatch(
                    topic -> {
                      double[] earlier = before.get(topic.getKey());
                      return earlier != null && earlier[0] == topic.getValue()[0];
                    });
    before.clear();
    before.putAll(now);
    return same;
  }

  /** Records and bytes, compressed as they are sent, by topic. */
  private static Map<String, double[]> written(BisectionTopology topology) {
    Map<String, double[]> written = new TreeMap<>();
    for (Map.Entry<MetricName, ? extends Metric> metric : topology.streams().metrics().entrySet()) {
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
