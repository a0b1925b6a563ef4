package firstbad.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;

/** One variant, from a cold JVM, through all the lines that are there. Says how long it took. */
final class PipelineRun {

  private PipelineRun() {}

  public static void main(String[] arguments) throws Exception {
    Variant variant = Variant.valueOf(arguments[0]);
    Cluster cluster = new Cluster(arguments[1], arguments[2]);
    String applicationId = arguments[3];
    Path state = Files.createTempDirectory("firstbad-bench");
    try (Admin admin = cluster.admin()) {
      long begun = System.nanoTime();
      Variant.Running running = variant.started(cluster, applicationId, state);
      try {
        while (!Cluster.allRead(admin, applicationId)) {
          Thread.sleep(10);
        }
        System.out.println("TOOK " + (System.nanoTime() - begun) / 1e9);
      } finally {
        running.close();
      }
    } finally {
      delete(state);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
