package firstbad.bench;

import firstbad.bisection.made.MadeLogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The logs that benchmarks read: a zip of real ones where {@code -Dlogs=FILE.zip} names it, else a
 * thousand made-up ones, always the same.
 */
final class SampleLogs {
  private static final int MADE = 1000;

  private SampleLogs() {}

  /** Each log as its lines. */
  static List<List<String>> read() {
    String zip = System.getProperty("logs", "");
    if (zip.isEmpty()) {
      return MadeLogs.made(1, MADE).map(made -> made.lines()).toList();
    }
    try (ZipInputStream input = new ZipInputStream(Files.newInputStream(Path.of(zip)))) {
      List<List<String>> logs = new ArrayList<>();
      for (ZipEntry entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
        if (entry.getName().endsWith(".txt")) {
          logs.add(lines(new String(input.readAllBytes(), StandardCharsets.UTF_8)));
        }
      }
      return logs;
    } catch (IOException e) {
      throw new UncheckedIOException("The logs in " + zip + " cannot be read.", e);
    }
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return List.copyOf(lines);
  }

  /** Told from the end, by other means than the fold's: the sentence after the trailer. */
  static boolean namesACommit(List<String> log) {
    for (int i = log.size() - 1; i > 0; i--) {
      boolean names =
          log.get(i).startsWith("first bad commit: ")
              || log.get(i).startsWith("first good commit: ");
      if (names && isTrailer(log.get(i - 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTrailer(String line) {
    return line.startsWith("revisions tested: ") && line.endsWith(")");
  }
}
