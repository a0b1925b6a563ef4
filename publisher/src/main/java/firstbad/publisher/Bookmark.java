package firstbad.publisher;

import firstbad.bisection.intake.TextPosition;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * How far a followed log has been published; kept in a small file, so that numbering goes on after
 * a restart even when the file that the first lines came from has been rotated away.
 *
 * @param topic the topic's own id: a topic that was deleted and created again has none of the lines
 * @param log the bisection's id
 * @param position the file, and the bytes of it whose lines are durable
 * @param text where that is in the text: in which of its bisections, after which line
 * @param part the bisection of the newest line that may be in Kafka, from 1
 * @param sent number of that line
 */
public record Bookmark(
    String topic, String log, FilePosition position, TextPosition text, int part, long sent) {

  /**
   * Reads a bookmark.
   *
   * @return empty when there is none
   * @throws PublishException when the file is no bookmark or cannot be read
   */
  public static Optional<Bookmark> read(Path file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(file)));
      return Optional.of(
          new Bookmark(
              value(properties, "topic"),
              value(properties, "log"),
              new FilePosition(
                  value(properties, "file"),
                  value(properties, "head"),
                  Long.parseLong(value(properties, "offset"))),
              TextPosition.parse(value(properties, "text")),
              Integer.parseInt(value(properties, "part")),
              Long.parseLong(value(properties, "sent"))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new PublishException(
          "The bookmark "
              + file
              + " cannot be read ("
              + e.getMessage()
              + "); delete it to begin"
              + " with line 1 again.",
          e);
    }
  }

  /**
   * Replaces the file as a whole: after a crash it holds the old bookmark or the new one.
   *
   * @throws PublishException when the file cannot be written
   */
  public void write(Path file) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file));
      try (FileChannel channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer text = ByteBuffer.wrap(written().getBytes(StandardCharsets.UTF_8));
        while (text.hasRemaining()) {
          channel.write(text);
        }
        channel.force(false);
      }
      replace(draft, file);
    } catch (IOException e) {
      throw new PublishException(
          "The bookmark " + file + " cannot be written (" + e + "); name another with --bookmark.",
          e);
    }
  }

  private String written() {
    Properties properties = new Properties();
    properties.setProperty("topic", topic);
    properties.setProperty("log", log);
    properties.setProperty("file", position.file());
    properties.setProperty("head", position.head());
    properties.setProperty("offset", Long.toString(position.offset()));
    properties.setProperty("text", text.toString());
    properties.setProperty("part", Integer.toString(part));
    properties.setProperty("sent", Long.toString(sent));
    return written(properties);
  }

  private static String written(Properties properties) {
    StringWriter lines = new StringWriter();
    try {
      properties.store(lines, "how far firstbad has published this log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines.toString();
  }

  private static void replace(Path draft, Path file) throws IOException {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String value(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("it has no '" + key + "'");
    }
    return value;
  }
}
