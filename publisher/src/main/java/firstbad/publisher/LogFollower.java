package firstbad.publisher;

import firstbad.bisection.intake.DecodedLine;
import firstbad.bisection.intake.Intake;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.bisection.intake.TextPosition;
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
 * Publishes a log while it is written, without an end. Where another bisection follows in the same
 * file, the one before it gets its end, and the new one the next id.
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
  private final Path path;
  private final TextPublication text;
  private final String topicId;
  private final String id;
  private final @Nullable Path bookmark;
  private final Consumer<String> notices;

  /** Where a later follower begins: everything before is durable, nothing after was kept back. */
  private @Nullable FilePosition kept;

  private TextPosition keptText;
  private boolean warned;
  private String readAs = "";

  /**
   * Follows a file, from where the bookmark says or else from its beginning.
   *
   * @param bookmark where to keep how far it went; null: begins with line 1 each time
   * @param notices gets a sentence for each rotation, truncation, restart, and for a text in which
   *     no log has begun
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
    TextPosition position =
        before.isEmpty() ? TextPosition.BEGINNING : goOn(file, before.get(), notices);
    TextPublication text = new TextPublication(publisher, id, labels, part -> {}, position);
    return new LogFollower(file, text, publisher.topicId(), id, bookmark, notices);
  }

  private LogFollower(
      FollowedFile file,
      TextPublication text,
      String topicId,
      String id,
      @Nullable Path bookmark,
      Consumer<String> notices) {
    this.file = file;
    this.path = file.path();
    this.text = text;
    this.topicId = topicId;
    this.id = id;
    this.bookmark = bookmark;
    this.notices = notices;
    this.kept = file.position().orElse(null);
    this.keptText = text.intake().position();
  }

  private static TextPosition goOn(FollowedFile file, Bookmark mark, Consumer<String> notices) {
    try {
      file.goOnFrom(mark.position());
    } catch (IOException e) {
      throw file.unreadable(e);
    }
    TextPosition text = mark.text();
    if (file.lost()) {
      String part = text.id(mark.log());
      notices.accept(
          "The file that "
              + part
              + " came from is gone; lines after its line "
              + text.lines()
              + " may be lost. Going on with line "
              + (mark.sent() + 1)
              + ".");
      return text.elsewhere(mark.part(), mark.sent());
    }
    notices.accept("Going on with line " + (text.lines() + 1) + " of " + text.id(mark.log()) + ".");
    return text;
  }

  /** The text as it is published. */
  public TextPublication text() {
    return text;
  }

  /**
   * Publishes what has been written since, up to about a mebibyte, and waits until it is durable.
   *
   * @param each gets each line with its number in the text once it was read
   * @return whether anything moved; if not, it is time to wait a little
   * @throws NoBisectionLog when the file is not a bisection log; nothing of it was sent
   * @throws PublishException when the file cannot be read, the bookmark not be written, or Kafka
   *     does not take a line
   */
  public boolean step(ObjLongConsumer<DecodedLine> each) {
    List<DecodedLine> lines = new ArrayList<>();
    boolean moved;
    try {
      moved = file.poll(lines::add);
      if (!lines.isEmpty() && file.packed()) {
        throw new NoBisectionLog(
            NoBisectionLog.Kind.PACKED,
            "is packed, and such a file does not grow line by line; publish it without --follow");
      }
    } catch (IOException e) {
      throw file.unreadable(e);
    }
    if (!lines.isEmpty()) {
      send(lines, each);
    }
    Optional<FilePosition> position = file.position();
    if (position.isPresent() && !position.get().equals(kept) && text.intake().waitingLines() == 0) {
      kept = position.get();
      keptText = text.intake().position();
      keep(keptText.part(), keptText.lines());
    }
    return moved;
  }

  private void send(List<DecodedLine> lines, ObjLongConsumer<DecodedLine> each) {
    TextPosition before = text.intake().position();
    int part = before.part();
    // Lines that were held back go out with these.
    int waiting = text.intake().waitingLines();
    keep(part, before.lines() + waiting + lines.size());
    long number = before.all() + waiting;
    for (DecodedLine line : lines) {
      text.line(line);
      number++;
      each.accept(line, number);
      int now = text.intake().position().part();
      if (now != part) {
        part = now;
        keep(part, lines.size() + Math.max(1L, waiting));
      }
    }
    text.awaitDurable();
    if (!text.intake().recognised()) {
      keep(before.part(), before.lines());
    }
    tell();
  }

  /** What a person should know of the text, once. */
  private void tell() {
    Intake intake = text.intake();
    if (!warned && intake.foreignLines() >= Intake.TOLD_LINES) {
      warned = true;
      notices.accept(
          intake.looks().sentence(path.toString())
              + (intake.recognised()
                  ? " Reading on"
                  : " Nothing of it is published yet; reading on")
              + ", in case a log begins.");
    }
    if (intake.recognised() && !intake.readAs().equals(readAs)) {
      readAs = intake.readAs();
      text.tellReadAs();
      notices.accept(path + " is read " + readAs + ".");
    }
  }

  private void keep(int part, long sent) {
    if (bookmark != null && kept != null) {
      new Bookmark(topicId, id, kept, keptText, part, sent).write(bookmark);
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
