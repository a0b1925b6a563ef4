package firstbad.server.view;

import firstbad.events.Bisection;
import firstbad.events.TitleCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Heads of bisections: the whole one, what lists need of it, and its words. */
final class Heads implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO heads (id, version, event) VALUES (:id, :version, :event)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, event = excluded.event
      WHERE excluded.version > heads.version
      """;

  private static final String UPSERT_ROW =
      """
      INSERT INTO bisections (id, head_version, outcome, kind, bug_title, started_at, last_line_at,
        ended_at, progress)
      VALUES (:id, :version, :outcome, :kind, :bugTitle, :startedAt, :lastLineAt, :endedAt,
        :progress)
      ON CONFLICT (id) DO UPDATE SET head_version = excluded.head_version,
        outcome = excluded.outcome, kind = excluded.kind, bug_title = excluded.bug_title,
        started_at = excluded.started_at, ended_at = excluded.ended_at,
        progress = excluded.progress,
        last_line_at = CASE WHEN excluded.last_line_at > bisections.last_line_at
          THEN excluded.last_line_at ELSE bisections.last_line_at END
      """;

  @Override
  public void apply(Handle db, List<Fact> facts, Changes changes) {
    for (Fact fact : facts) {
      if (fact.event() == null) {
        forget(db, fact.key());
        changes.add("bisection", fact.key());
      } else if (put(db, fact.key(), fact.as(Bisection.class))) {
        changes.add("bisection", fact.key());
      }
    }
  }

  private static boolean put(Handle db, String id, Bisection head) {
    int changed =
        db.createUpdate(UPSERT)
            .bind("id", id)
            .bind("version", head.getVersion())
            .bind("event", EventJson.of(head))
            .execute();
    if (changed == 0) {
      return false;
    }
    Instant endedAt = head.getEndedAt();
    List<TitleCount> titles = head.getBugTitles();
    int unused =
        db.createUpdate(UPSERT_ROW)
            .bind("id", id)
            .bind("version", head.getVersion())
            .bind("outcome", head.getOutcome().name())
            .bind("kind", head.getKind().name())
            .bind("bugTitle", titles.isEmpty() ? null : EventJson.kept(titles.get(0).getTitle()))
            .bind("startedAt", head.getStartedAt().toEpochMilli())
            .bind("lastLineAt", head.getLastLineAt().toEpochMilli())
            .bind("endedAt", endedAt == null ? null : endedAt.toEpochMilli())
            .bind("progress", Double.isFinite(head.getProgress()) ? head.getProgress() : 0)
            .execute();
    Searched.put(db, Searched.BISECTION, id, texts(id, head));
    return true;
  }

  private static List<String> texts(String id, Bisection head) {
    List<String> texts = new ArrayList<>(List.of(id));
    head.getBugTitles().forEach(title -> texts.add(title.getTitle()));
    for (String text :
        new String[] {
          head.getCulprit(), head.getCulpritTitle(), head.getStartCommit(), head.getCrashTitle()
        }) {
      if (text != null) {
        texts.add(text);
      }
    }
    texts.addAll(head.getLabels().values());
    return texts;
  }

  private static void forget(Handle db, String id) {
    for (String table : List.of("heads", "bisections", "logs", "log_chunks")) {
      int unused = db.execute("DELETE FROM " + table + " WHERE id = ?", id);
    }
    Searched.remove(db, Searched.BISECTION, id);
  }
}
