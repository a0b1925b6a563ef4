package firstbad.server.view;

import firstbad.events.Revision;
import firstbad.events.TitleCount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The crash titles that some revisions name, by number; a new one gets its number here. */
final class TitleNumbers {
  private static final String BY_TITLE = "SELECT num, title, type FROM titles WHERE title IN";
  private static final String BY_NUMBER = "SELECT num, title, type FROM titles WHERE num IN";

  private static final String PUT =
      "INSERT INTO titles (title, type) VALUES (?, ?) ON CONFLICT (title) DO NOTHING";

  /** A title as it is kept. */
  record Title(long number, String title, String type) {

    static Title of(ResultSet row) throws SQLException {
      return new Title(row.getLong(1), row.getString(2), row.getString(3));
    }
  }

  private final Map<String, Title> titles = new HashMap<>();

  TitleNumbers(Handle db, List<Revision> revisions) {
    Map<String, String> types = new LinkedHashMap<>();
    for (Revision revision : revisions) {
      for (TitleCount crash : revision.getCrashes()) {
        types.putIfAbsent(EventJson.kept(crash.getTitle()), EventJson.kept(crash.getType()));
      }
    }
    find(db, types.keySet());
    Map<String, String> missing = new LinkedHashMap<>(types);
    missing.keySet().removeAll(titles.keySet());
    put(db, missing);
    find(db, missing.keySet());
  }

  private void find(Handle db, Collection<String> wanted) {
    Rows.found(db, BY_TITLE, wanted, Title::of).forEach(each -> titles.put(each.title(), each));
  }

  private static void put(Handle db, Map<String, String> types) {
    Rows rows = new Rows(PUT);
    SearchResults words = new SearchResults();
    types.forEach(
        (title, type) -> {
          rows.add(title, type);
          words.add(SearchResults.TITLE, title, List.of(title, type));
        });
    rows.write(db);
    words.write(db);
  }

  /** The one with this title, as an event writes it. */
  Title of(String title) {
    Title found = titles.get(EventJson.kept(title));
    if (found == null) {
      throw new IllegalStateException("a title of these revisions was not kept: " + title);
    }
    return found;
  }

  /** Those with these numbers, also such as no revision here names. */
  Map<Long, Title> numbered(Handle db, Collection<Long> numbers) {
    Map<Long, Title> found = new HashMap<>();
    Rows.found(db, BY_NUMBER, numbers, Title::of).forEach(each -> found.put(each.number(), each));
    return found;
  }
}
