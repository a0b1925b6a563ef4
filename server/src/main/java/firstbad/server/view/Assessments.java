package firstbad.server.view;

import firstbad.events.Assessment;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Assessments: the newest as it is, and how trust went from revision to revision. */
final class Assessments implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO assessments (id, version, event) VALUES (:id, :version, :event)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, event = excluded.event
      WHERE excluded.version > assessments.version
      """;

  private static final String UPSERT_ROW =
      """
      INSERT INTO bisections (id, assessment_version, level, probability, derailed)
      VALUES (:id, :version, :level, :probability, :derailed)
      ON CONFLICT (id) DO UPDATE SET assessment_version = excluded.assessment_version,
        level = excluded.level, probability = excluded.probability, derailed = excluded.derailed
      """;

  private static final String UPSERT_TRUST =
      """
      INSERT INTO trust (id, ordinal, version, level, probability, range_share)
      VALUES (:id, :ordinal, :version, :level, :probability, :rangeShare)
      ON CONFLICT (id, ordinal) DO UPDATE SET version = excluded.version, level = excluded.level,
        probability = excluded.probability, range_share = excluded.range_share
      WHERE excluded.version > trust.version
      """;

  @Override
  public void apply(Handle db, List<Fact> facts, Changes changes) {
    for (Fact fact : facts) {
      if (fact.event() == null) {
        for (String table : List.of("assessments", "trust")) {
          int unused = db.execute("DELETE FROM " + table + " WHERE id = ?", fact.key());
        }
        int unused =
            db.execute("DELETE FROM bisections WHERE id = ? AND head_version = 0", fact.key());
        changes.add("assessment", fact.key());
      } else if (put(db, fact.key(), fact.as(Assessment.class))) {
        changes.add("assessment", fact.key());
      }
    }
  }

  private static boolean put(Handle db, String id, Assessment assessment) {
    Integer ordinal = assessment.getOrdinal();
    if (ordinal != null) {
      int unused =
          db.createUpdate(UPSERT_TRUST)
              .bind("id", id)
              .bind("ordinal", ordinal)
              .bind("version", assessment.getVersion())
              .bind("level", assessment.getLevel().name())
              .bind("probability", finite(assessment.getProbability()))
              .bind("rangeShare", finite(assessment.getRangeShare()))
              .execute();
    }
    int changed =
        db.createUpdate(UPSERT)
            .bind("id", id)
            .bind("version", assessment.getVersion())
            .bind("event", EventJson.of(assessment))
            .execute();
    if (changed == 0) {
      return false;
    }
    Double probability = finite(assessment.getProbability());
    int unused =
        db.createUpdate(UPSERT_ROW)
            .bind("id", id)
            .bind("version", assessment.getVersion())
            .bind("level", assessment.getLevel().name())
            .bind("probability", probability == null ? -1 : probability)
            .bind("derailed", assessment.getDerailed() == null ? 0 : 1)
            .execute();
    return true;
  }

  private static @Nullable Double finite(@Nullable Double number) {
    return number == null || !Double.isFinite(number) ? null : number;
  }
}
