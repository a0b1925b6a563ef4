package firstbad.server.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of a view in SQLite, with the two that SQLite keeps beside it. */
final class ViewFile {
  private static final Logger LOG = LoggerFactory.getLogger(ViewFile.class);
  private static final List<String> PARTS = List.of("", "-wal", "-shm");
  private static final String ASIDE = ".set-aside";
  private static final String DAMAGED = ".damaged";

  private ViewFile() {}

  /**
   * Moves the view out of the way, so that a new one is made from Kafka. It is kept: lines that
   * Kafka has dropped since are only there. One that was set aside before is replaced.
   *
   * @param why a clause that begins the sentence
   * @return whether there was a file and it was moved
   */
  static boolean setAside(String name, String why) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      for (String part : PARTS) {
        Path from = Path.of(name + part);
        Path to = Path.of(name + ASIDE + part);
        if (Files.exists(from)) {
          Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.deleteIfExists(to);
        }
      }
    } catch (IOException e) {
      LOG.warn("The view {} could not be set aside: {}", file, e.toString());
      return false;
    }
    LOG.warn(
        "{}: the view {} is set aside as {}{}, and a new one is made from Kafka.",
        why,
        file,
        file,
        ASIDE);
    return true;
  }

  /** Notes beside it that it is damaged, for the next start. */
  static void markDamaged(String name) {
    try {
      Files.writeString(
          Path.of(name + DAMAGED), "The next start sets this view aside and makes it again.\n");
    } catch (IOException e) {
      LOG.warn("It cannot be noted that the view {} is damaged: {}", name, e.toString());
    }
  }

  /** Sets it aside where it was noted that it is damaged. */
  static void setAsideDamaged(String name) {
    Path mark = Path.of(name + DAMAGED);
    if (Files.exists(mark) && (setAside(name, "It is damaged") || !Files.exists(Path.of(name)))) {
      try {
        Files.delete(mark);
      } catch (IOException e) {
        LOG.warn("{} cannot be deleted: {}", mark, e.toString());
      }
    }
  }
}
