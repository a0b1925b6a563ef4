package firstbad.bench.chaos;

import firstbad.bisection.made.MadeLogs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Made-up logs, handed out in batches, never the same twice. Safe for use by several threads. */
final class Load {
  private static final int BATCH = 10;

  private final Path folder;
  private final Map<String, List<String>> handedOut = new TreeMap<>();
  private final Set<String> interrupted = new HashSet<>();
  private long next;

  /**
   * @param folder for the files
   * @param seed of the first log
   */
  Load(Path folder, long seed) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.next = seed;
  }

  /** The files of the next logs, each named as the bisection's id. */
  List<Path> nextBatch() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, List<String>> log : next(BATCH).entrySet()) {
      String text = String.join("\n", log.getValue()) + "\n";
      files.add(Files.writeString(folder.resolve(log.getKey() + ".txt"), text));
    }
    return files;
  }

  /** So many logs by the bisection's id, as their lines look after a journey through UTF-8. */
  synchronized Map<String, List<String>> next(int count) {
    Map<String, List<String>> logs = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      logs.put("made-" + next, throughUtf8(MadeLogs.made(next).lines()));
      next++;
    }
    handedOut.putAll(logs);
    return logs;
  }

  /** The publisher of these was killed or frozen, and may have been silent within one of them. */
  synchronized void interrupted(List<Path> batch) {
    batch.forEach(file -> interrupted.add(id(file)));
  }

  /** The ids of logs that may have been silent. */
  synchronized Set<String> interrupted() {
    return Set.copyOf(interrupted);
  }

  /** Each log that was handed out, by its id. */
  synchronized Map<String, List<String>> handedOut() {
    return new TreeMap<>(handedOut);
  }

  private static String id(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ".txt".length());
  }

  private static List<String> throughUtf8(List<String> lines) {
    List<String> sent = new ArrayList<>();
    for (String line : lines) {
      sent.add(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
    return sent;
  }
}
