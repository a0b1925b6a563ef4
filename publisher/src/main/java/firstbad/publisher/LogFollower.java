package firstbad.publisher;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a log while it is written, without an end.
 *
 * <p>Rotation and truncation change the file, never the numbering: the log goes on. So that this
 * holds over a restart too, a bookmark is kept: before lines are sent it notes up to which number,
 * and after they are durable, where they ended. A follower that is killed at any point sends a few
 * lines again under their old numbers; only where the file has meanwhile been truncated with lines
 * nobody had read does it leave a gap in the numbers, so that no new line can be taken for an old
 * one.
 */
public final class LogFollower implements Closeable {
  private final FollowedFile file;
  private final Publication log;
  private final String topicId;
  private final @Nullable Path bookmark;
  private @Nullable FilePosition kept;

  /**
   * Follows a file, from where the bookmark says or else from its beginning.
   *
   * @param bookmark where to keep how far it went; null: begins with line 1 each time
   * @param notices gets a sentence for each rotation, truncation, restart
   * @throws PublishException when id, labels or bookmark are refused, or the file cannot be read
   */
  public static LogFollower open(
      LogPublisher publisher,
      String id,
      Map<String, String> labels,
      Path path,
      @Nullable Path bookmark,
      Consumer<String> notices) {
    FollowedFile file = new FollowedFile(path, notices);
    return open(publisher, id, labels, file, bookmark, notices);
  }

  static LogFollower open(
      LogPublisher publisher,
      String id,
      Map<String, String> labels,
      FollowedFile file,
      @Nullable Path bookmark,
      Consumer<String> notices) {
    Optional<Bookmark> before =
        Optional.ofNullable(bookmark)
            .flatMap(Bookmark::read)
            .filter(mark -> mark.log().equals(id) && mark.topic().equals(publisher.topicId()));
    long next = before.isEmpty() ? 1 : goOn(file, before.get(), id, notices);
    Publication log = publisher.resume(id, labels, next);
    return new LogFollower(file, log, publisher.topicId(), bookmark);
  }

  private LogFollower(FollowedFile file, Publication log, String topicId, @Nullable Path bookmark) {
    this.file = file;
    this.log = log;
    this.topicId = topicId;
    this.bookmark = bookmark;
    this.kept = file.position().orElse(null);
  }

  private static long goOn(FollowedFile file, Bookmark mark, String id, Consumer<String> notices) {
    try {
      file.goOnFrom(mark.position());
    } catch (IOException e) {
      throw file.unreadable(e);
    }
    if (file.lost()) {
      notices.accept(
          "The file that "
              + id
              + " came from is gone; what followed its line "
              + mark.durable()
              + " may be lost. Going on with line "
              + (mark.sent() + 1)
              + ".");
      return mark.sent() + 1;
    }
    notices.accept("Going on with line " + (mark.durable() + 1) + " of " + id + ".");
    return mark.durable() + 1;
  }

  /** The log as it is published. */
  public Publication log() {
    return log;
  }

  /**
   * Publishes what has been written since, up to about a mebibyte, and waits until it is durable.
   *
   * @param told gets each line with its number once it is sent
   * @return whether anything moved; if not, it is time to wait a little
   * @throws PublishException when the file cannot be read, the bookmark not be written, or Kafka
   *     does not take a line
   */
  public boolean step(ObjLongConsumer<DecodedLine> told) {
    List<DecodedLine> lines = new ArrayList<>();
    boolean moved;
    try {
      moved = file.poll(lines::add);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
    if (!lines.isEmpty()) {
      keep(kept, log.next() + lines.size() - 1);
      lines.forEach(line -> told.accept(line, log.line(line.text())));
      log.awaitDurable();
    }
    Optional<FilePosition> position = file.position();
    if (position.isPresent() && !position.get().equals(kept)) {
      keep(position.get(), log.next() - 1);
      kept = position.get();
    }
    return moved;
  }

  private void keep(@Nullable FilePosition position, long sent) {
    if (bookmark != null && position != null) {
      new Bookmark(topicId, log.id(), position, log.durable(), sent).write(bookmark);
    }
  }

  /** Waits until all is durable and lets go of the file. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }
}
