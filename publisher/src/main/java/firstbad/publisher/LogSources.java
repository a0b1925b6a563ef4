package firstbad.publisher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The logs that the arguments of a command name: a file, a folder, an http or https URL, or {@code
 * -} for standard input.
 *
 * <p>Of a folder, with all folders in it, the files named {@code *.txt}, {@code *.log} and these
 * with {@code .gz} or {@code .xz} are taken, in the order of their names; hidden files and folders
 * are not, nor are links to folders; their ids are their paths below it, wherever it is. A file
 * that is named itself is taken whatever its name is.
 *
 * @param found in the order of the arguments
 * @param skipped a sentence for each folder in which something was skipped
 * @param failed a sentence for each argument that names no log
 */
public record LogSources(List<LogSource> found, List<String> skipped, List<String> failed) {
  private static final Duration WEB_PATIENCE = Duration.ofSeconds(30);
  private static final List<String> EXTENSIONS =
      List.of(".txt", ".log", ".txt.gz", ".log.gz", ".txt.xz", ".log.xz");

  /** Finds them; nothing is opened yet. */
  public static LogSources of(List<String> arguments, InputStream standardInput) {
    LogSources sources = new LogSources(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String argument : arguments) {
      try {
        sources.add(argument, standardInput);
      } catch (PublishException e) {
        sources.failed.add(String.valueOf(e.getMessage()));
      }
    }
    return sources;
  }

  /** The files of these names, whether they exist already or not; no folders, no URLs. */
  public static LogSources ofFiles(List<String> names) {
    LogSources sources = new LogSources(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String name : names) {
      try {
        Path path = path(name);
        if (Files.isDirectory(path)) {
          sources.failed.add(path + " is a folder; name the files in it.");
        } else {
          sources.found.add(new FileSource(path));
        }
      } catch (PublishException e) {
        sources.failed.add(String.valueOf(e.getMessage()));
      }
    }
    return sources;
  }

  private void add(String argument, InputStream standardInput) {
    String lower = argument.toLowerCase(Locale.ROOT);
    if (argument.equals("-")) {
      found.add(new PipeSource(standardInput));
    } else if (lower.startsWith("http://") || lower.startsWith("https://")) {
      found.add(WebSource.of(argument, WEB_PATIENCE));
    } else {
      Path path = path(argument);
      if (Files.isDirectory(path)) {
        addFolder(path);
      } else if (Files.exists(path)) {
        found.add(new FileSource(path));
      } else {
        throw new PublishException("There is no file " + path + ".");
      }
    }
  }

  private static Path path(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw new PublishException("The name '" + e.getInput() + "' is not a path.", e);
    }
  }

  private void addFolder(Path folder) {
    FolderVisit visit = new FolderVisit(folder);
    try {
      Files.walkFileTree(folder, visit);
    } catch (IOException e) {
      throw new PublishException("The folder " + folder + " cannot be read: " + e + ".", e);
    }
    visit.logs.stream()
        .sorted()
        .map(file -> new FileSource(file, folder.relativize(file)))
        .forEach(found::add);
    if (!visit.passed.isEmpty()) {
      skipped.add(visit.passedOver());
    }
    failed.addAll(visit.unreadable);
    if (visit.logs.isEmpty()) {
      failed.add(
          "The folder " + folder + " holds no log (*.txt, *.log, or these with .gz or .xz).");
    }
  }

  /** Sorts the files of a folder into logs and others. */
  private static final class FolderVisit extends SimpleFileVisitor<Path> {
    private static final int NAMED = 3;

    private final Path folder;
    private final List<Path> logs = new ArrayList<>();
    private final List<Path> passed = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    FolderVisit(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
      if (!inner.equals(folder) && hidden(inner)) {
        passed.add(inner);
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      boolean log =
          !hidden(file)
              && Files.isRegularFile(file)
              && EXTENSIONS.stream().anyMatch(name::endsWith);
      (log ? logs : passed).add(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      unreadable.add(
          "The folder " + file + " cannot be read: " + e.getClass().getSimpleName() + ".");
      return FileVisitResult.CONTINUE;
    }

    private static boolean hidden(Path path) {
      return String.valueOf(path.getFileName()).startsWith(".");
    }

    String passedOver() {
      String names =
          String.join(
              ", ",
              passed.stream()
                  .sorted()
                  .limit(NAMED)
                  .map(path -> folder.relativize(path).toString())
                  .toList());
      return "Skipped in "
          + folder
          + ", not named *.txt or *.log, or hidden: "
          + names
          + (passed.size() > NAMED ? " and " + (passed.size() - NAMED) + " more." : ".");
    }
  }
}
