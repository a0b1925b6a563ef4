package firstbad.server.view;

import firstbad.events.Bisection;
import firstbad.events.TitleCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Heads of bisections: the whole one, what lists need of it, and its words. */
final class Heads implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO heads (id, version, event) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, event = excluded.event
      """;

  private static final String UPSERT_ROW =
      """
      INSERT INTO bisections (id, head_version, outcome, kind, bug_title, started_at, last_line_at,
        ended_at, progress, tested, at_stake_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET head_version = excluded.head_version,
        outcome = excluded.outcome, kind = excluded.kind, bug_title = excluded.bug_title,
        started_at = excluded.started_at, ended_at = excluded.ended_at,
        progress = excluded.progress, tested = excluded.tested,
        at_stake_ms = excluded.at_stake_ms,
        last_line_at = CASE WHEN excluded.last_line_at > bisections.last_line_at
          THEN excluded.last_line_at ELSE bisections.last_line_at END
      """;

  /** The first value of a label counts, so that a row never changes. */
  private static final String INSERT_LABEL =
      "INSERT INTO labels (id, name, value) VALUES (?, ?, ?) ON CONFLICT (id, name) DO NOTHING";

  @Override
  public void apply(Handle db, List<TopicRecord> records, Changes changes) {
    NewestRecords batch = NewestRecords.of(records);
    Set<String> ids = new LinkedHashSet<>();
    records.forEach(record -> ids.add(record.key()));
    long before = known(db, ids);
    batch.deleteGone(db, "id", "heads", "bisections", "labels", "logs", "log_chunks");
    batch.gone().forEach(id -> SearchResults.remove(db, SearchResults.BISECTION, id));
    Rows heads = new Rows(UPSERT);
    Collection<TopicRecord> newest = batch.newest();
    newest.forEach(
        record ->
            heads.add(record.key(), head(record).getVersion(), EventJson.packed(head(record))));
    Rows rows = new Rows(UPSERT_ROW);
    Rows labels = new Rows(INSERT_LABEL);
    SearchResults words = new SearchResults();
    Set<String> changed = new LinkedHashSet<>(batch.gone());
    for (TopicRecord record : heads.changed(db, newest)) {
      addRow(rows, record.key(), head(record));
      addLabels(labels, record.key(), head(record));
      words.add(SearchResults.BISECTION, record.key(), texts(record.key(), head(record)));
      changed.add(record.key());
    }
    rows.write(db);
    labels.write(db);
    words.write(db);
    RunningTotals.add(db, RunningTotals.BISECTIONS, known(db, ids) - before);
    changed.forEach(id -> changes.add("bisection", id));
  }

  private static long known(Handle db, Set<String> ids) {
    return Rows.found(db, "SELECT 1 FROM heads WHERE id IN", ids, row -> row.getInt(1)).size();
  }

  private static Bisection head(TopicRecord record) {
    return record.as(Bisection.class);
  }

  private static void addRow(Rows rows, String id, Bisection head) {
    Instant endedAt = head.getEndedAt();
    List<TitleCount> titles = head.getBugTitles();
    rows.add(
        id,
        head.getVersion(),
        head.getOutcome().name(),
        head.getKind().name(),
        titles.isEmpty() ? null : EventJson.kept(titles.get(0).getTitle()),
        head.getStartedAt().toEpochMilli(),
        head.getLastLineAt().toEpochMilli(),
        endedAt == null ? null : endedAt.toEpochMilli(),
        Double.isFinite(head.getProgress()) ? head.getProgress() : 0,
        head.getRevisions().getTested(),
        Objects.requireNonNullElse(head.getAtStakeMs(), 0L));
  }

  private static void addLabels(Rows labels, String id, Bisection head) {
    head.getLabels()
        .forEach((name, value) -> labels.add(id, EventJson.kept(name), EventJson.kept(value)));
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
}
