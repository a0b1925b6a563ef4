package firstbad.server.ingest;

import firstbad.bisection.intake.Splitter;
import firstbad.bisection.intake.TextPosition;
import firstbad.publisher.TextPublication;
import firstbad.server.view.KeptLog;
import firstbad.server.view.KeptLog.Stretch;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds by the lines that the view has kept where in a text the next line belongs. */
final class KeptText {
  private static final String UNPREFIXED =
      """
      SELECT count(*) FROM bisections
      WHERE id = :id AND NOT EXISTS (SELECT 1 FROM labels WHERE id = :id AND name = :label)
      """;

  /** Where the line with this number of a text belongs; empty where not all before it are kept. */
  static Optional<TextPosition> before(Handle db, String id, long line) {
    TextPosition at = TextPosition.BEGINNING;
    while (true) {
      Optional<KeptLog> log = KeptLog.of(db, at.id(id));
      if (log.isEmpty()) {
        return Optional.empty();
      }
      long wanted = line - 1 - at.before();
      long last = log.get().lastLine();
      if (last >= wanted) {
        return read(db, log.get(), at, wanted);
      }
      if (!log.get().ended()) {
        return Optional.empty();
      }
      at = at.next(last);
    }
  }

  /**
   * Whether it is known that a text was read as it stands, and nothing was taken off in front of
   * its lines.
   */
  static boolean unprefixed(Handle db, String id) {
    return db.createQuery(UNPREFIXED)
            .bind("id", id)
            .bind("label", TextPublication.READ_AS)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  private static Optional<TextPosition> read(
      Handle db, KeptLog log, TextPosition beginning, long wanted) {
    TextPosition at = beginning;
    while (at.lines() < wanted) {
      long next = at.lines() + 1;
      Optional<Stretch> stretch = log.from(db, next);
      if (stretch.isEmpty() || stretch.get().first() > next) {
        return Optional.empty();
      }
      List<String> lines = stretch.get().lines();
      long first = stretch.get().first();
      int end = (int) Math.min(lines.size(), wanted - first + 1);
      TextPosition after = Splitter.after(at, lines.subList((int) (next - first), end));
      if (after.lines() == at.lines()) {
        // A line that may be the first of a pair of header lines, with the second one to come.
        return Optional.of(TextPosition.within(at.part(), at.before(), wanted));
      }
      at = after;
    }
    return Optional.of(at);
  }

  private KeptText() {}
}
