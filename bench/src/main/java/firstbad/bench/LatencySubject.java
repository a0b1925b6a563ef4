package firstbad.bench;

import java.nio.file.Files;
import java.time.Duration;

/**
 * Firstbad, or another variant, in a JVM of its own, for the latency benchmark; ends when its input
 * does.
 */
final class LatencySubject {

  /** As firstbad commits what has just arrived. */
  private static final Duration COMMIT_EVERY = Duration.ofMillis(50);

  private LatencySubject() {}

  public static void main(String[] arguments) throws Exception {
    BenchKafka cluster = new BenchKafka(arguments[1], arguments[2]);
    Variant.Running running =
        Variant.valueOf(arguments[0])
            .started(
                new VariantPlace(
                    cluster,
                    "firstbad-latency",
                    Files.createTempDirectory("firstbad-bench"),
                    COMMIT_EVERY));
    try {
      System.out.println("RUNS yes");
      while (System.in.read() >= 0) {
        // wait for the end
      }
    } finally {
      running.close();
    }
  }
}
