package firstbad.server.ingest;

import firstbad.publisher.Publication;
import firstbad.publisher.UsedId;
import firstbad.server.view.DatabaseFault;
import firstbad.server.view.KeptLog;
import firstbad.server.view.RememberedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What came under ids before, by which another log under one of them is known: what this server has
 * seen acknowledged, at once, and what the view has read, a moment late.
 */
final class UsedIds {
  /** Each takes up to {@link FirstLines} says. */
  private static final int REMEMBERED = 1000;

  private static final String DISPUTED =
      "SELECT line_number FROM alerts WHERE id = :id AND kind = 'CONFLICT'";

  private final Jdbi reader;
  private final Map<String, List<String>> begun = new RememberedMap<>(REMEMBERED);
  private final Map<String, Long> disputed = new RememberedMap<>(REMEMBERED);

  /**
   * @param reader of the view, which knows what others published
   */
  UsedIds(Jdbi reader) {
    this.reader = reader;
  }

  /** For a text that is to be compared with what came under its ids. */
  FirstLines beside() {
    return new FirstLines(this::firstLines);
  }

  /** Kafka has acknowledged so much of these logs. */
  synchronized void note(FirstLines text, List<Publication> parts) {
    Map<String, Long> differing = text.differing();
    differing.forEach(disputed::putIfAbsent);
    for (Publication part : parts) {
      List<String> lines = text.of(part.id(), part.durable());
      if (!differing.containsKey(part.id())) {
        begun.merge(part.id(), lines, UsedIds::longer);
      }
    }
  }

  /**
   * What to tell of another log under the id of one of these; empty where none is known.
   *
   * @param resumed whether the text was gone on with: whose it is then, nobody can tell
   */
  Optional<String> conflict(FirstLines text, boolean resumed, List<Publication> parts) {
    Optional<String> seen = text.conflict();
    return seen.isPresent() || !resumed
        ? seen
        : parts.stream().map(Publication::id).flatMap(id -> dispute(id).stream()).findFirst();
  }

  private Optional<String> dispute(String id) {
    return disputedAt(id).map(line -> UsedId.either(id, line));
  }

  private Optional<Long> disputedAt(String id) {
    synchronized (this) {
      Long line = disputed.get(id);
      if (line != null) {
        return Optional.of(line);
      }
    }
    return read(
        Optional.empty(),
        db -> db.createQuery(DISPUTED).bind("id", id).mapTo(Long.class).findFirst());
  }

  private List<String> firstLines(String id) {
    List<String> kept = read(List.of(), db -> firstLines(db, id));
    synchronized (this) {
      return longer(kept, begun.getOrDefault(id, List.of()));
    }
  }

  private static List<String> firstLines(Handle db, String id) {
    return KeptLog.of(db, id)
        .flatMap(log -> log.from(db, 1))
        .filter(stretch -> stretch.first() == 1)
        .map(KeptLog.Stretch::lines)
        .orElse(List.of());
  }

  private static List<String> longer(List<String> one, List<String> other) {
    return other.size() > one.size() ? other : one;
  }

  /** Lines have no need of the view's database, and are taken where it does not answer. */
  private <T> T read(T otherwise, Function<Handle, T> query) {
    try {
      return reader.withHandle(query::apply);
    } catch (RuntimeException e) {
      if (DatabaseFault.in(e)) {
        return otherwise;
      }
      throw e;
    }
  }
}
