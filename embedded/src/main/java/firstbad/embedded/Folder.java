package firstbad.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A data folder that belongs to one running server at a time. */
final class Folder {
  private static final Logger LOG = LoggerFactory.getLogger(Folder.class);

  private final String who;
  private final Path path;
  private final boolean temporary;

  private Folder(String who, Path path, boolean temporary) {
    this.who = who;
    this.path = path;
    this.temporary = temporary;
  }

  /** The given folder, or a temporary one that {@link #discard()} removes. */
  static Folder of(String who, Optional<Path> given) {
    try {
      Path path =
          given.isPresent()
              ? Files.createDirectories(given.get().toAbsolutePath())
              : Files.createTempDirectory("firstbad-");
      return new Folder(who, path, given.isEmpty());
    } catch (IOException e) {
      String which = given.map(Path::toString).orElse("for temporary files");
      throw new NotStarted(who + " cannot use the folder " + which + ": " + reason(e) + ".", e);
    }
  }

  Path path() {
    return path;
  }

  /** Keeps every other server out until the lock is closed or this process ends. */
  FileChannel lock() {
    Path file = path.resolve("in-use");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return channel;
      }
      channel.close();
    } catch (IOException e) {
      throw new NotStarted(who + " cannot write to the folder " + path + ": " + reason(e) + ".", e);
    }
    throw new NotStarted(
        who
            + " cannot use the folder "
            + path
            + ": another process is using it; stop that one or choose another folder.");
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Removes a temporary folder; leaves a given one alone. */
  void discard() {
    if (!temporary) {
      return;
    }
    try {
      Files.walkFileTree(path, new Removal());
    } catch (IOException e) {
      LOG.warn("The temporary folder {} could not be removed: {}", path, e.toString());
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replaceAll("Exception$", "") + " " + e.getMessage();
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException e) throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
