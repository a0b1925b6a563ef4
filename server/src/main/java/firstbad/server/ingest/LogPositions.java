package firstbad.server.ingest;

import firstbad.bisection.intake.TextPosition;
import firstbad.publisher.Publication;
import firstbad.publisher.TextPublication;
import firstbad.server.view.DatabaseFault;
import firstbad.server.view.Forgotten;
import firstbad.server.view.KeptLog;
import firstbad.server.view.RememberedMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Where logs stand, and the texts that they came in: what this server has seen acknowledged, and
 * what the view has read of what others published. The first is at once right and forgotten with
 * the process, the second a moment late and kept.
 *
 * <p>The bisections of one text are those with the ids {@code ID}, {@code ID.2} and so on, where
 * the one before has ended.
 */
final class LogPositions {
  private static final int REMEMBERED = 10_000;

  /** Each takes up to {@link LineHashes} and {@link Upload} say. */
  private static final int REMEMBERED_TEXTS = 1000;

  private final Jdbi reader;
  private final Map<String, LogPosition> acknowledged = new RememberedMap<>(REMEMBERED);
  private final Map<String, TextLeft> texts = new RememberedMap<>(REMEMBERED_TEXTS);

  LogPositions(Jdbi reader) {
    this.reader = reader;
  }

  /** Kafka has acknowledged so much of a text. */
  void note(String id, Upload upload) {
    TextPublication text = upload.text();
    synchronized (acknowledged) {
      for (Publication part : text.parts()) {
        if (part.durable() > 0) {
          LogPosition position = new LogPosition(part.durable(), part.endDurable());
          acknowledged.merge(part.id(), position, LogPosition::or);
        }
      }
      TextLeft left = upload.left();
      if (text.durable() == left.position().all() && !left.isNothing()) {
        texts.merge(id, left, TextLeft::further);
      }
    }
  }

  /** Whether the view knows that this bisection was to be forgotten. */
  boolean forgotten(String id) {
    return reader.withHandle(db -> Forgotten.holds(db, id));
  }

  /**
   * The same; no where the view's database does not answer. Lines have no need of it, and whoever
   * judges them knows better.
   */
  boolean forgottenAsFarAsKnown(String id) {
    try {
      return forgotten(id);
    } catch (RuntimeException e) {
      if (DatabaseFault.in(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Where the text with this id stands. */
  TextStanding of(String id) {
    long before = 0;
    LogPosition log = log(id);
    for (int part = 2; log.ended(); part++) {
      LogPosition next = log(id + "." + part);
      if (next.lines() == 0) {
        break;
      }
      before += log.lines();
      log = next;
    }
    return new TextStanding(before + log.lines(), log.ended());
  }

  /**
   * What to tell who sends a text from this line on of which lines before it are missing, as far as
   * is known; empty where none are.
   */
  Optional<String> missing(String id, long line) {
    long known = line == 1 ? 0 : linesAsFarAsKnown(id, line - 1);
    return known >= line - 1
        ? Optional.empty()
        : Optional.of(
            "Of %s %d lines were known when this body came, which begins with line %d. Where those between have not come another way, they are missing for good: a line is not read after a higher one. Then send the whole log under another id."
                .formatted(id, known, line));
  }

  /** Lines have no need of the view's database, and are taken where it does not answer. */
  private long linesAsFarAsKnown(String id, long otherwise) {
    try {
      return of(id).lines();
    } catch (RuntimeException e) {
      if (DatabaseFault.in(e)) {
        return otherwise;
      }
      throw e;
    }
  }

  private LogPosition log(String id) {
    LogPosition seen;
    synchronized (acknowledged) {
      seen = acknowledged.getOrDefault(id, LogPosition.NONE);
    }
    return reader
        .withHandle(db -> KeptLog.of(db, id))
        .map(log -> new LogPosition(log.lastLine(), log.ended()))
        .orElse(LogPosition.NONE)
        .or(seen);
  }

  /**
   * How a body that begins with this line goes on with a text. This server goes on as it left the
   * text, also where some lines come again: the view may not have read them yet.
   */
  Resumption resumed(String id, long line) {
    if (line == 1) {
      return Resumption.at(TextPosition.BEGINNING);
    }
    Optional<TextLeft> left = left(id);
    return left.flatMap(text -> text.resumed(line))
        .orElseGet(
            () ->
                Resumption.at(
                    left.isPresent()
                        ? kept(id, line).prefixedAs(left.get().position())
                        : another(id, line)));
  }

  /**
   * Where the line with this number of a text belongs, so that a resumed upload goes on in the
   * right bisection, in a text of which this server knows nothing: as the kept lines before it say
   * or, where they are not known, by the numbers of lines alone.
   */
  TextPosition another(String id, long line) {
    TextPosition position = kept(id, line);
    return reader.withHandle(db -> KeptText.unprefixed(db, id)) ? position.unprefixed() : position;
  }

  private TextPosition kept(String id, long line) {
    return reader
        .withHandle(db -> KeptText.before(db, id, line))
        .orElseGet(() -> counted(id, line));
  }

  private Optional<TextLeft> left(String id) {
    synchronized (acknowledged) {
      return Optional.ofNullable(texts.get(id));
    }
  }

  private TextPosition counted(String id, long line) {
    long before = 0;
    LogPosition log = log(id);
    int part = 1;
    while (log.ended() && before + log.lines() < line - 1) {
      LogPosition next = log(TextPosition.within(part + 1, 0, 0).id(id));
      if (next.lines() == 0) {
        break;
      }
      before += log.lines();
      part++;
      log = next;
    }
    return TextPosition.within(part, before, line - 1 - before);
  }
}
