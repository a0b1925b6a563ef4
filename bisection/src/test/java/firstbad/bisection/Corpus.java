package firstbad.bisection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A folder of real logs with known answers: {@code logs.zip} and {@code labels.jsonl}. It is no
 * part of the project; {@code FIRSTBAD_CORPUS} (property or environment) says where it is, else a
 * folder {@code corpus} in any folder beside the checkout is taken.
 */
public record Corpus(Path folder) {
  /** What a test says that is skipped without one. */
  public static final String ABSENT =
      "There is no folder with logs.zip and labels.jsonl at FIRSTBAD_CORPUS or beside the checkout.";

  private static final Pattern LABEL =
      Pattern.compile("\"log\": \"([^\"]+)\".*?\"culprit\": (?:null|\"([0-9a-f]{40})\")");

  private static final Pattern COLUMN =
      Pattern.compile("\"(\\w+)\": (?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\w+))");

  /** The corpus, where there is one. */
  public static Optional<Corpus> find() {
    String told = System.getProperty("FIRSTBAD_CORPUS", System.getenv("FIRSTBAD_CORPUS"));
    List<Path> places = told == null ? beside() : List.of(Path.of(told));
    return places.stream()
        .filter(folder -> Files.isRegularFile(folder.resolve("logs.zip")))
        .map(Corpus::new)
        .findFirst();
  }

  /** Tests run in the folder of their module. */
  private static List<Path> beside() {
    try (Stream<Path> folders = Files.list(Path.of("..", "..").toRealPath())) {
      return folders.map(folder -> folder.resolve("corpus")).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The analysis of every log by the log's name. */
  Map<String, Analysis> analyses() {
    Map<String, Analysis> analyses = new TreeMap<>();
    logs().forEach((name, lines) -> analyses.put(name, Analysis.of(name, lines)));
    return analyses;
  }

  /** The lines of every log by the log's name. */
  public Map<String, List<String>> logs() {
    Map<String, List<String>> logs = new TreeMap<>();
    try (ZipFile zip = new ZipFile(folder.resolve("logs.zip").toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          String name = Path.of(entry.getName()).getFileName().toString();
          logs.put(name, lines(zip, entry));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return logs;
  }

  private static List<String> lines(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream log = zip.getInputStream(entry)) {
      return Logs.lines(new String(log.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** All columns of the labels, as text, by the log's name; a null is left out. */
  Map<String, Map<String, String>> labels() {
    Map<String, Map<String, String>> labels = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(folder.resolve("labels.jsonl"))) {
        Map<String, String> columns = new HashMap<>();
        Matcher column = COLUMN.matcher(line);
        while (column.find()) {
          String text = column.group(2) == null ? column.group(3) : column.group(2);
          if (!"null".equals(text)) {
            columns.put(column.group(1), text);
          }
        }
        labels.put(columns.getOrDefault("log", ""), columns);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return labels;
  }

  /** The culprit that the labels give to each labelled log; empty where it names none. */
  Map<String, Optional<String>> culprits() {
    Map<String, Optional<String>> culprits = new HashMap<>();
    try {
      for (String line : Files.readAllLines(folder.resolve("labels.jsonl"))) {
        Matcher label = LABEL.matcher(line);
        if (label.find()) {
          culprits.put(label.group(1), Optional.ofNullable(label.group(2)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return culprits;
  }
}
