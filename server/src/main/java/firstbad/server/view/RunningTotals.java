package firstbad.server.view;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Numbers that are counted as records come, and not when they are asked for. */
public final class RunningTotals {
  /** Bisections that have a head. */
  public static final String BISECTIONS = "bisections";

  /** Records in the dead letters that were not sent again. */
  public static final String DEAD_LETTERS = "dead_letters";

  /** Why a record became a dead letter, as its header says it. */
  public static final List<String> KINDS = List.of("unreadable", "conflict", "fault");

  /** What the key of a note begins with that a letter was sent again; then its kind. */
  static final String RESENT = "resent/";

  /** Records that were passed over, since they cannot be read or projected. */
  public static final String SKIPPED = "unreadable";

  private static final String ADD =
      """
      INSERT INTO tallies (name, tally) VALUES (:name, :more)
      ON CONFLICT (name) DO UPDATE SET tally = tallies.tally + excluded.tally
      """;

  private RunningTotals() {}

  /** Under which name dead letters of this kind are counted. */
  public static String deadLetters(String kind) {
    return DEAD_LETTERS + "/" + kind;
  }

  /** Counts dead letters that were not sent again, all of them and by their kinds. */
  static void addDeadLetters(Handle db, List<TopicRecord> letters) {
    long notes = letters.stream().filter(each -> each.key().startsWith(RESENT)).count();
    add(db, DEAD_LETTERS, letters.size() - 2 * notes);
    for (String kind : KINDS) {
      add(db, deadLetters(kind), count(letters, kind) - count(letters, RESENT + kind));
    }
  }

  private static long count(List<TopicRecord> letters, String key) {
    return letters.stream().filter(each -> each.key().equals(key)).count();
  }

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
