package firstbad.server.view;

import firstbad.events.VerificationState;
import firstbad.schemas.CulpritStanding;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** How culprits stand, one row for each of which anything was said that still stands. */
final class VerifiedCulprits {
  private static final String UPSERT =
      """
      INSERT INTO verified (id, standing) VALUES (?, ?)
      ON CONFLICT (id) DO UPDATE SET standing = excluded.standing
      """;

  private VerifiedCulprits() {}

  /** Asks the rule again about each of these, from the rows that were written. */
  static void settle(Handle db, Collection<String> ids) {
    for (String id : ids) {
      List<VerificationState> states =
          db.createQuery("SELECT state FROM verifications WHERE id = :id")
              .bind("id", id)
              .mapTo(String.class)
              .map(VerificationState::valueOf)
              .list();
      CulpritStanding standing = CulpritStanding.of(states);
      int unused =
          standing == CulpritStanding.OPEN
              ? db.execute("DELETE FROM verified WHERE id = ?", id)
              : db.execute(UPSERT, id, standing.name());
    }
  }
}
