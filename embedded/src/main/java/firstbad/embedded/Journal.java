package firstbad.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of changes, one JSON object a line, only ever appended to. A change is on the disk when
 * {@link #append} returns; one that was torn by a crash never returned and is cut off.
 */
final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileChannel file;
  private long end;

  private Journal(FileChannel file, long end) {
    this.file = file;
    this.end = end;
  }

  /**
   * Opens the file and replays what it holds.
   *
   * @throws NotStarted when it cannot be read or a line before the last one makes no sense
   */
  static Journal open(Path path, Consumer<Change> replay) {
    try {
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return new Journal(file, replayed(file, path, replay));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw new NotStarted("The registry cannot read " + path + ": " + e.getMessage() + ".", e);
    }
  }

  private static long replayed(FileChannel file, Path path, Consumer<Change> replay)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
    while (bytes.hasRemaining() && file.read(bytes) >= 0) {
      // until all is read
    }
    byte[] all = bytes.array();
    int start = 0;
    int number = 1;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == '\n') {
        replay.accept(change(new String(all, start, i - start, UTF_8), path, number));
        start = i + 1;
        number++;
      }
    }
    if (start < all.length) {
      LOG.warn("{} ends in a change that was never finished; it is left out.", path);
      file.truncate(start);
    }
    return start;
  }

  private static Change change(String line, Path path, int number) {
    try {
      return JSON.readValue(line, Change.class);
    } catch (JsonProcessingException e) {
      throw new NotStarted(
          "The registry cannot read line "
              + number
              + " of "
              + path
              + ": it is no change of a registry; restore the file or start with another folder.",
          e);
    }
  }

  /** Writes a change to the disk; after a failure the file is as it was before. */
  void append(Change change) {
    try {
      byte[] line = (JSON.writeValueAsString(change) + "\n").getBytes(UTF_8);
      write(ByteBuffer.wrap(line));
      end += line.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(ByteBuffer line) throws IOException {
    try {
      for (long at = end; line.hasRemaining(); ) {
        at += file.write(line, at);
      }
      file.force(false);
    } catch (IOException e) {
      file.truncate(end);
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
