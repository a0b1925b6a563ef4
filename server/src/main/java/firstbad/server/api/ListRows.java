package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.server.live.ChangedRows;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Rows of the lists by id, as the lists show them, and what is new of one bisection. */
public final class ListRows implements ChangedRows {
  private static final String BISECTIONS =
      "SELECT "
          + Summaries.COLUMNS
          + " FROM bisections b WHERE b.head_version > 0 AND b.id IN (<ids>)";

  @Override
  public Map<String, JsonNode> bisections(Handle db, Collection<String> ids) {
    Map<String, JsonNode> rows = new HashMap<>();
    if (!ids.isEmpty()) {
      List<Summaries.Row> found =
          db.createQuery(BISECTIONS)
              .bindList("ids", List.copyOf(ids))
              .map((row, context) -> Summaries.Row.of(row))
              .list();
      Summaries summaries = new Summaries(db, found);
      found.forEach(row -> rows.put(row.id(), summaries.of(row)));
    }
    return rows;
  }

  @Override
  public Map<String, JsonNode> culprits(Handle db, Collection<String> ids) {
    Map<String, JsonNode> rows = new HashMap<>();
    CulpritList.rows(db, ids).forEach(row -> rows.put(row.path("id").asText(), row));
    return rows;
  }

  @Override
  public Collection<JsonNode> alerts(Handle db, Collection<String> ids) {
    return AlertList.rows(db, ids);
  }

  @Override
  public JsonNode news(Handle db, Seen seen) {
    return BisectionNews.of(db, seen);
  }
}
