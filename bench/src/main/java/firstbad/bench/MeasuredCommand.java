package firstbad.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A {@code firstbad} command as a process, and what Linux says of it in {@code /proc}. */
final class MeasuredCommand implements AutoCloseable {
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final Path printed;

  /**
   * Starts it.
   *
   * @param printed where it prints to; its folder is where it runs
   * @param heapMegabytes as the launcher would give it, and all of it in memory from the start, so
   *     that what grows is not the heap; 0 for the JVM's own choice
   */
  MeasuredCommand(Path printed, int heapMegabytes, List<String> arguments) throws IOException {
    this.printed = printed;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (heapMegabytes > 0) {
      command.add("-Xmx" + heapMegabytes + "m");
      command.add("-Xms" + heapMegabytes + "m");
      command.add("-XX:+AlwaysPreTouch");
    }
    // all as the launcher has it
    command.addAll(
        List.of(
            "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError", "-XX:PerfDataSamplingInterval=1000"));
    if (!arguments.get(0).equals("topology")) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("firstbad.app.Firstbad");
    command.addAll(arguments);
    process =
        new ProcessBuilder(command)
            .directory(printed.toAbsolutePath().resolveSibling(".").toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
  }

  /** Waits until it has printed this. */
  void await(String words) throws IOException, InterruptedException {
    while (!Files.readString(printed).contains(words)) {
      demandAlive();
      Thread.sleep(100);
    }
  }

  /** Fails when it has ended. */
  void demandAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("It has ended: " + Files.readString(printed).strip());
    }
  }

  /** Its resident memory in bytes. */
  long residentBytes() throws IOException {
    for (String line : Files.readAllLines(proc().resolve("status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IllegalStateException("There is no VmRSS in " + proc() + "/status.");
  }

  /** Its CPU seconds until now, those of threads that have ended too. */
  double cpuSeconds() throws IOException {
    return seconds(proc());
  }

  /** The same by the names of its threads, which Linux cuts at 15 characters. */
  Map<String, Double> cpuSecondsByThread() throws IOException {
    Map<String, Double> seconds = new TreeMap<>();
    try (Stream<Path> tasks = Files.list(proc().resolve("task"))) {
      for (Path task : tasks.toList()) {
        seconds.merge(Files.readString(task.resolve("comm")).strip(), seconds(task), Double::sum);
      }
    }
    return seconds;
  }

  private static double seconds(Path task) throws IOException {
    String stat = Files.readString(task.resolve("stat"), StandardCharsets.UTF_8);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND;
  }

  private Path proc() {
    return Path.of("/proc", String.valueOf(process.pid()));
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
