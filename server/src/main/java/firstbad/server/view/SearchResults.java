package firstbad.server.view;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** What the search finds: bisections, commits and titles by their words. */
final class SearchResults {
  static final String BISECTION = "bisection";
  static final String COMMIT = "commit";
  static final String TITLE = "title";

  private static final String UPSERT =
      """
      INSERT INTO searched (kind, name, words) VALUES (?, ?, ?)
      ON CONFLICT (kind, name) DO UPDATE SET words = excluded.words
      WHERE excluded.words <> searched.words
      """;

  private final Rows rows = new Rows(UPSERT);

  /** These texts are to be found under this name. */
  void add(String kind, String name, List<String> texts) {
    rows.add(kind, name, EventJson.kept(SearchWords.of(texts)));
  }

  void write(Handle db) {
    rows.write(db);
  }

  static void remove(Handle db, String kind, String name) {
    int unused = db.execute("DELETE FROM searched WHERE kind = ? AND name = ?", kind, name);
  }
}
