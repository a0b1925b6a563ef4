package firstbad.bisection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small made-up log with what is expected of it: lines that start with {@code #} say what it
 * shows, then comes the expectation as {@link Summary} writes it, and after {@code === log} the
 * log.
 */
record GoldenLog(Path file, String about, String expected, List<String> lines) {
  private static final String LOG = "=== log\n";

  /** All golden logs of a fuzzer by name. */
  static List<GoldenLog> all() {
    return in(folder());
  }

  /** All golden logs of git's own by name. */
  static List<GoldenLog> ofGit() {
    return in(folder().resolveSibling("golden-git"));
  }

  private static List<GoldenLog> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(GoldenLog::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the sources, since expectations are rewritten there. */
  private static Path folder() {
    return Path.of("src", "test", "resources", "golden");
  }

  private static GoldenLog read(Path file) {
    try {
      String text = Files.readString(file);
      int log = text.indexOf(LOG);
      int start = 0;
      while (text.startsWith("#", start)) {
        start = text.indexOf('\n', start) + 1;
      }
      return new GoldenLog(
          file,
          text.substring(0, start),
          text.substring(start, log),
          Logs.lines(text.substring(log + LOG.length())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Analysis analysis() {
    return Analysis.of("golden", lines);
  }

  /** Writes the file anew with this expectation. */
  void expect(String summary) throws IOException {
    List<String> log = new ArrayList<>(lines);
    Files.writeString(file, about + summary + LOG + String.join("\n", log) + "\n");
  }

  @Override
  public String toString() {
    return file.getFileName().toString().replace(".txt", "");
  }
}
