package firstbad.bench.chaos;

import firstbad.bisection.intake.Splitter;
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
import java.util.stream.Collectors;

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

  /** The files of the next logs, each named as the first bisection in it. */
  synchronized List<Path> nextBatch() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      String id = "made-" + next;
      String text = String.join("\n", nextLog(new TreeMap<>())) + "\n";
      files.add(Files.writeString(folder.resolve(id + ".txt"), text));
    }
    return files;
  }

  /** The bisections of the next logs, by their ids. */
  synchronized Map<String, List<String>> next(int count) {
    Map<String, List<String>> bisections = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      nextLog(bisections);
    }
    return bisections;
  }

  private List<String> nextLog(Map<String, List<String>> bisections) {
    List<String> lines = throughUtf8(MadeLogs.made(next).lines());
    bisections.putAll(bisections("made-" + next, lines));
    handedOut.putAll(bisections);
    next++;
    return lines;
  }

  /** The lines of each bisection in a text: some have the header of another one in the middle. */
  private static Map<String, List<String>> bisections(String id, List<String> lines) {
    Map<String, List<String>> bisections = new TreeMap<>();
    Splitter splitter =
        new Splitter(
            id,
            new Splitter.Parts() {
              @Override
              public void line(String part, long number, String text) {
                bisections.computeIfAbsent(part, any -> new ArrayList<>()).add(text);
              }

              @Override
              public void end(String part, long number) {}
            });
    lines.forEach(splitter::read);
    splitter.end();
    return bisections;
  }

  /** The publisher of these was killed or frozen, and may have been silent within one of them. */
  synchronized void interrupted(List<Path> batch) {
    Set<String> names = batch.stream().map(Load::id).collect(Collectors.toSet());
    handedOut.keySet().stream()
        .filter(id -> names.contains(id.replaceFirst("\\.\\d+$", "")))
        .forEach(interrupted::add);
  }

  /** The ids of logs that may have been silent. */
  synchronized Set<String> interrupted() {
    return Set.copyOf(interrupted);
  }

  /** Each bisection that was handed out, by its id. */
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
