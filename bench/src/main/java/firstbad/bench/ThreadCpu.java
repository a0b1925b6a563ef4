package firstbad.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * CPU seconds of this process by kind of thread, compilers and collectors included, from Linux's
 * {@code /proc}. Threads that have ended are not in it.
 */
final class ThreadCpu {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final double TICKS_PER_SECOND = 100;

  // What the beginning of a thread's name, which Linux cuts at 15 characters, says of it.
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("C2 ", "JIT, C2"),
          Map.entry("C1 ", "JIT, C1"),
          Map.entry("G1 ", "garbage collector"),
          Map.entry("GC ", "garbage collector"),
          Map.entry("VM ", "virtual machine"),
          Map.entry("firstbad-view", "view"),
          Map.entry("data-plane", "broker"),
          Map.entry("kafka-", "clients"),
          Map.entry("replica", "broker"),
          Map.entry("rocksdb", "RocksDB"),
          Map.entry("main", "start and publisher"));

  private ThreadCpu() {}

  /** Seconds by group. */
  static Map<String, Double> seconds() {
    Map<String, Double> seconds = new TreeMap<>();
    try (Stream<Path> tasks = Files.list(TASKS)) {
      for (Path task : tasks.toList()) {
        add(task, seconds);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("CPU by thread is read from " + TASKS + ".", e);
    }
    return seconds;
  }

  private static void add(Path task, Map<String, Double> seconds) {
    String stat;
    try {
      stat = Files.readString(task.resolve("stat"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return; // it has ended since it was listed
    }
    int end = stat.lastIndexOf(')');
    String name = stat.substring(stat.indexOf('(') + 1, end);
    String[] fields = stat.substring(end + 2).split(" ", -1);
    double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
    seconds.merge(group(name), ticks / TICKS_PER_SECOND, Double::sum);
  }

  private static String group(String name) {
    if (name.contains("StreamThr") || name.startsWith("firstbad.topolo")) {
      return "streams";
    }
    return GROUPS.entrySet().stream()
        .filter(group -> name.startsWith(group.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("others");
  }
}
