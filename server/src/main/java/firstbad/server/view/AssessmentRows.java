package firstbad.server.view;

import firstbad.events.Assessment;
import firstbad.events.Level;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Assessments: the newest as it is, and how trust went from revision to revision. */
final class AssessmentRows implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO assessments (id, version, event) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, event = excluded.event
      """;

  private static final String UPSERT_ROW =
      """
      INSERT INTO bisections (id, assessment_version, level, probability, derailed)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET assessment_version = excluded.assessment_version,
        level = excluded.level, probability = excluded.probability, derailed = excluded.derailed
      """;

  private static final String UPSERT_TRUST =
      """
      INSERT INTO trust (id, ordinal, version, level, probability, range_share)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (id, ordinal) DO UPDATE SET version = excluded.version, level = excluded.level,
        probability = excluded.probability, range_share = excluded.range_share
      """;

  @Override
  public void apply(Handle db, List<TopicRecord> records, Changes changes) {
    NewestRecords batch = NewestRecords.of(records);
    batch.deleteGone(db, "id", "assessments", "trust");
    batch.gone().forEach(id -> forgetWithoutHead(db, id));
    trust(batch.records()).write(db);
    Rows assessments = new Rows(UPSERT);
    Collection<TopicRecord> newest = batch.newest();
    newest.forEach(
        record ->
            assessments.add(
                record.key(),
                assessment(record).getVersion(),
                EventJson.packed(assessment(record))));
    Rows rows = new Rows(UPSERT_ROW);
    Set<String> changed = new LinkedHashSet<>(batch.gone());
    for (TopicRecord record : assessments.changed(db, newest)) {
      Assessment assessment = assessment(record);
      rows.add(
          record.key(),
          assessment.getVersion(),
          level(assessment),
          probability(assessment),
          assessment.getDerailed() == null ? 0 : 1);
      changed.add(record.key());
    }
    rows.write(db);
    changed.forEach(id -> changes.add("assessment", id));
  }

  /** A running search has no level: its trust is too rosy for lists to sort and filter by it. */
  private static String level(Assessment assessment) {
    return (assessment.getSearchEnded() ? assessment.getLevel() : Level.NONE).name();
  }

  private static double probability(Assessment assessment) {
    Double probability = finite(assessment.getProbability());
    return probability == null || !assessment.getSearchEnded() ? -1 : probability;
  }

  private static Assessment assessment(TopicRecord record) {
    return record.as(Assessment.class);
  }

  private static Rows trust(List<TopicRecord> records) {
    Rows trust = new Rows(UPSERT_TRUST);
    for (TopicRecord record : records) {
      Assessment assessment = assessment(record);
      if (assessment.getOrdinal() != null) {
        trust.add(
            record.key(),
            assessment.getOrdinal(),
            assessment.getVersion(),
            assessment.getLevel().name(),
            finite(assessment.getProbability()),
            finite(assessment.getRangeShare()));
      }
    }
    return trust;
  }

  private static void forgetWithoutHead(Handle db, String id) {
    int unused = db.execute("DELETE FROM bisections WHERE id = ? AND head_version = 0", id);
  }

  private static @Nullable Double finite(@Nullable Double number) {
    return number == null || !Double.isFinite(number) ? null : number;
  }
}
