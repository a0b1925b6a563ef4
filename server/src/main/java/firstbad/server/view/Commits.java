package firstbad.server.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Every commit that any event names, with its title once one tells it. The title's words are
 * searched; the beginning of a hash is looked up in the key.
 */
final class Commits {
  private static final String UPSERT =
      """
      INSERT INTO commits (hash, title) VALUES (?, ?)
      ON CONFLICT (hash) DO UPDATE SET title = excluded.title
      WHERE commits.title IS NULL AND excluded.title IS NOT NULL
      """;

  private final Map<String, Optional<String>> titles = new LinkedHashMap<>();

  /** A commit that an event names, under its title if it has one. */
  void add(String hash, @Nullable String title) {
    Optional<String> known = Optional.ofNullable(title).map(EventJson::kept);
    titles.merge(hash, known, (before, now) -> before.or(() -> now));
  }

  void write(Handle db) {
    Rows rows = new Rows(UPSERT);
    titles.forEach((hash, title) -> rows.add(hash, title.orElse(null)));
    SearchResults words = new SearchResults();
    for (Map.Entry<String, Optional<String>> each : rows.changed(db, titles.entrySet())) {
      String hash = each.getKey();
      words.add(
          SearchResults.COMMIT,
          hash,
          each.getValue().map(title -> List.of(hash, title)).orElse(List.of(hash)));
    }
    words.write(db);
  }
}
