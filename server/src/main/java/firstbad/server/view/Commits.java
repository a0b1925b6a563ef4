package firstbad.server.view;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Every commit that any event names, with its title once one tells it. The title's words are
 * searched; the beginning of a hash is looked up in the key.
 */
final class Commits {
  private static final String UPSERT =
      """
      INSERT INTO commits (hash, title) VALUES (:hash, :title)
      ON CONFLICT (hash) DO UPDATE SET title = excluded.title
      WHERE commits.title IS NULL AND excluded.title IS NOT NULL
      """;

  private Commits() {}

  static void put(Handle db, String hash, @Nullable String title) {
    String kept = title == null ? null : EventJson.kept(title);
    int changed = db.createUpdate(UPSERT).bind("hash", hash).bind("title", kept).execute();
    if (changed > 0) {
      Searched.put(db, Searched.COMMIT, hash, kept == null ? List.of(hash) : List.of(hash, kept));
    }
  }
}
