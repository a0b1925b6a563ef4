package firstbad.server.view;

import org.jdbi.v3.core.Handle;

/** Numbers that are counted as records come, and not when they are asked for. */
public final class RunningTotals {
  /** Bisections that have a head. */
  public static final String BISECTIONS = "bisections";

  /** Records in the dead letters. */
  public static final String DEAD_LETTERS = "dead_letters";

  /** Records that were passed over. */
  static final String UNREADABLE = "unreadable";

  private static final String ADD =
      """
      INSERT INTO tallies (name, tally) VALUES (:name, :more)
      ON CONFLICT (name) DO UPDATE SET tally = tallies.tally + excluded.tally
      """;

  private RunningTotals() {}

  static void add(Handle db, String name, long more) {
    if (more != 0) {
      int unused = db.createUpdate(ADD).bind("name", name).bind("more", more).execute();
    }
  }

  /** How many; 0 where nothing was counted yet. */
  public static long of(Handle db, String name) {
    return db.createQuery("SELECT tally FROM tallies WHERE name = :name")
        .bind("name", name)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }
}
