package firstbad.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.kafka.clients.admin.Admin;

/**
 * One variant, from a cold JVM, through the lines that are there: how fast it was over the second
 * half of them, or of the time that it was given when that ended first. Start and first half are
 * for the JIT.
 */
final class PipelineRun {
  private static final int LOOK_EVERY_MS = 20;
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1); // as firstbad has a backlog
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long begun = System.nanoTime();
  private final long records;
  private final double limit;

  private PipelineRun(long records, double limit) {
    this.records = records;
    this.limit = limit;
  }

  /**
   * Says {@code MEASURED}, the lines per second, the CPU seconds for a million lines, and how many
   * lines were read in all.
   */
  public static void main(String[] arguments) throws Exception {
    Variant variant = Variant.valueOf(arguments[0]);
    BenchKafka cluster = new BenchKafka(arguments[1], arguments[2]);
    String applicationId = arguments[3];
    PipelineRun run =
        new PipelineRun(Long.parseLong(arguments[4]), Double.parseDouble(arguments[5]));
    Path state = Files.createTempDirectory("firstbad-bench");
    try (Admin admin = cluster.admin()) {
      Variant.Running running =
          variant.started(new VariantPlace(cluster, applicationId, state, COMMIT_EVERY));
      try {
        Moment half = run.await(admin, applicationId, 0.5);
        Moment end = run.await(admin, applicationId, 1);
        System.out.printf(
            Locale.ROOT,
            "MEASURED %f %f %d%n",
            (end.committed - half.committed) / (end.seconds - half.seconds),
            1e6 * (end.cpuSeconds - half.cpuSeconds) / (end.committed - half.committed),
            end.committed);
      } finally {
        running.close();
      }
    } finally {
      delete(state);
    }
  }

  /** Waits for this share of the lines or of the time. */
  private Moment await(Admin admin, String group, double share) throws Exception {
    while (true) {
      Moment now =
          new Moment(
              (System.nanoTime() - begun) / 1e9,
              SYSTEM.getProcessCpuTime() / 1e9,
              BenchKafka.committed(admin, group));
      if (now.committed >= share * records || now.seconds >= share * limit) {
        return now;
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  /** How far it was so many seconds after the start, and of CPU time. */
  private record Moment(double seconds, double cpuSeconds, long committed) {}
}
