package firstbad.app.analyze;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Sentences;
import firstbad.publisher.Unpacking;
import firstbad.schemas.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * The logs that the arguments name: a file, a folder, an archive, or {@code -} for standard input.
 * Of a folder, with all folders in it, and of an archive, what is named {@code *.txt} or {@code
 * *.log}, packed or not, is taken; of a folder, archives too; nothing hidden. A file that is named
 * itself is taken whatever its name is.
 */
public final class Inputs implements AutoCloseable {
  private static final List<String> PACKED = List.of(".gz", ".xz");
  private static final List<String> LOGS = List.of(".txt", ".log");

  private final List<LogInput> logs = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final List<ZipArchive> archives = new ArrayList<>();
  private final InputStream standardInput;

  public Inputs(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /** What is there to be read, in the order of the arguments and, within one, of the names. */
  public List<LogInput> logs() {
    return logs;
  }

  /** A sentence for each input that cannot be read. */
  public List<String> failed() {
    return failed;
  }

  /** Adds what an argument names. */
  public void add(String argument) {
    if (argument.equals("-")) {
      addStandardInput("-", "stdin");
      return;
    }
    try {
      Path path = Path.of(argument);
      if (Files.isDirectory(path)) {
        addFolder(path);
      } else if (Files.notExists(path)) {
        failed.add("There is no file " + DisplayText.visible(argument) + ".");
      } else {
        addFile(path, path);
      }
    } catch (InvalidPathException e) {
      failed.add("'" + DisplayText.visible(argument) + "' is not a path.");
    } catch (IOException | UncheckedIOException e) {
      failed.add(
          DisplayText.visible(argument)
              + " cannot be read: "
              + Sentences.reason(Sentences.root(e))
              + ".");
    }
  }

  private void addStandardInput(String name, String id) {
    logs.add(new LogInput(name, id, () -> Unpacking.unbounded(name, standardInput)));
  }

  private void addFolder(Path folder) throws IOException {
    int before = logs.size();
    int failures = failed.size();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(file -> taken(folder, file)).sorted().toList();
    }
    files.stream()
        .filter(file -> !Files.exists(file))
        .forEach(
            file ->
                failed.add(
                    DisplayText.visible(file.toString())
                        + " cannot be read: it is a link to a file that is not there."));
    files = files.stream().filter(Files::exists).toList();
    for (Path file : files) {
      addFile(file, folder.relativize(file));
    }
    if (logs.size() == before && files.isEmpty() && failed.size() == failures) {
      failed.add(
          "There is no log in "
              + DisplayText.visible(folder.toString())
              + ": nothing there is named *.txt, *.log or *.zip.");
    }
  }

  private static boolean taken(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".") && !part.equals(folder)) {
        return false;
      }
    }
    String name = file.toString();
    return (isLog(name) || lower(name).endsWith(".zip"))
        && (Files.isRegularFile(file) || (Files.isSymbolicLink(file) && !Files.exists(file)));
  }

  /**
   * @param called what its id is made from
   */
  private void addFile(Path file, Path called) throws IOException {
    String name = file.toString();
    if (Unpacking.isZip(file)) {
      addArchive(file);
    } else {
      logs.add(
          new LogInput(
              name,
              Ids.fromPath(called.toString()),
              () -> Unpacking.bounded(name, Files.newInputStream(file), sizeOf(file))));
    }
  }

  private static long sizeOf(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.size(file) : Long.MAX_VALUE;
  }

  private void addArchive(Path file) throws IOException {
    ZipArchive archive;
    try {
      archive = ZipArchive.open(file);
    } catch (ZipException e) {
      failed.add(
          DisplayText.visible(file.toString())
              + " cannot be read as a zip archive: "
              + Sentences.reason(e)
              + ".");
      return;
    }
    archives.add(archive);
    archive.find(
        Inputs::isLog, entry -> logs.add(entry.as(Ids.fromPath(entry.name()))), failed::add);
  }

  /** Whether a name is that of a log, packed or not, and not hidden. */
  static boolean isLog(String path) {
    String name = lower(path.substring(path.lastIndexOf('/') + 1));
    return !name.startsWith(".") && LOGS.stream().anyMatch(unpacked(name)::endsWith);
  }

  private static String unpacked(String name) {
    boolean packed = PACKED.stream().anyMatch(lower(name)::endsWith);
    return packed ? name.substring(0, name.length() - 3) : name;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() throws IOException {
    for (ZipArchive archive : archives) {
      archive.close();
    }
  }
}
