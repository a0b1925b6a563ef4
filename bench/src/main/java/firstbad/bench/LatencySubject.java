package firstbad.bench;

import java.io.IOException;
import java.nio.file.Files;

/** Firstbad in a JVM of its own, for the latency benchmark; ends when its input does. */
final class LatencySubject {

  private LatencySubject() {}

  public static void main(String[] arguments) throws IOException {
    BenchKafka cluster = new BenchKafka(arguments[0], arguments[1]);
    Variant.Running running =
        Variant.FIRSTBAD.started(
            cluster, "firstbad-latency", Files.createTempDirectory("firstbad-bench"));
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
