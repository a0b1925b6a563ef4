package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.server.live.ChangedRows;
import firstbad.server.view.KeptLog;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What is new of one bisection, for a page that has shown it before. */
final class BisectionNews {
  /** Who is behind by more asks for the lines that are in sight. */
  private static final int MOST_LINES = 500;

  private static final String NEWEST_COMMIT =
      "SELECT commit_hash FROM revisions WHERE id = :id ORDER BY ordinal DESC LIMIT 1";

  private static final String CULPRIT = "SELECT commit_hash FROM culprits WHERE id = :id";

  static JsonNode of(Handle db, ChangedRows.Seen seen) {
    String id = seen.id();
    ObjectNode news = JsonAnswer.object().put("id", id);
    if (seen.changed() || namesOneOf(db, seen)) {
      news.set("detail", OneBisection.of(db, id, seen.revisions()::contains).orElse(null));
    }
    if (!seen.counted().isEmpty()) {
      db.createQuery(NEWEST_COMMIT)
          .bind("id", id)
          .mapTo(String.class)
          .findOne()
          .filter(seen.counted()::contains)
          .flatMap(commit -> Commit.counts(db, commit))
          .ifPresent(counts -> news.set("crash_counts", counts));
    }
    Optional<KeptLog> log = KeptLog.of(db, id);
    if (log.isPresent() && log.get().lastLine() != seen.lastLine()) {
      news.set("lines", lines(db, log.get(), seen.lastLine()));
    }
    return news;
  }

  /** What stands beside a culprit is told with its bisection. */
  private static boolean namesOneOf(Handle db, ChangedRows.Seen seen) {
    return !seen.named().isEmpty()
        && db.createQuery(CULPRIT)
            .bind("id", seen.id())
            .mapTo(String.class)
            .findOne()
            .filter(seen.named()::contains)
            .isPresent();
  }

  /** How many there are now, and those that are new unless they are many. */
  private static ObjectNode lines(Handle db, KeptLog log, long known) {
    long behind = log.lastLine() - known;
    if (known >= 0 && behind >= 0 && behind <= MOST_LINES) {
      ObjectNode lines = RawLog.lines(db, log, known + 1, MOST_LINES);
      if (lines.path("next_from").isNull()) {
        return lines.retain("items", "total");
      }
    }
    ObjectNode lines = JsonAnswer.object().put("total", log.lastLine());
    lines.putArray("items");
    return lines;
  }

  private BisectionNews() {}
}
