package firstbad.server.view;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** What the search finds: bisections, commits and titles by their words. */
final class Searched {
  static final String BISECTION = "bisection";
  static final String COMMIT = "commit";
  static final String TITLE = "title";

  private static final String UPSERT =
      """
      INSERT INTO searched (kind, name, words) VALUES (:kind, :name, :words)
      ON CONFLICT (kind, name) DO UPDATE SET words = excluded.words
      WHERE excluded.words <> searched.words
      """;

  private Searched() {}

  static void put(Handle db, String kind, String name, List<String> texts) {
    int unused =
        db.createUpdate(UPSERT)
            .bind("kind", kind)
            .bind("name", name)
            .bind("words", EventJson.kept(Words.of(texts)))
            .execute();
  }

  static void remove(Handle db, String kind, String name) {
    int unused = db.execute("DELETE FROM searched WHERE kind = ? AND name = ?", kind, name);
  }
}
