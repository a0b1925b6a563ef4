package firstbad.server.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Changes with the rows of lists that they are about, so that who follows a list need not ask for
 * it again. Of several changes to one thing only the last is kept, and a row is sent once.
 */
final class RowEvents {
  private static final String BISECTION = "bisection";
  private static final String ASSESSMENT = "assessment";
  private static final String VERIFICATION = "verification";
  private static final String CULPRIT = "culprit";
  private static final String ALERT = "alert";

  /** In the place of a row that is no longer there. */
  private static final JsonNode GONE = NullNode.getInstance();

  private final ChangedRows rows;
  private final Handle db;

  private RowEvents(ChangedRows rows, Handle db) {
    this.rows = rows;
    this.db = db;
  }

  /** The same changes in their order, with the rows as they are now. */
  static List<Event> of(List<Event> changes, ChangedRows rows, Handle db) {
    return new RowEvents(rows, db).filled(last(changes));
  }

  private static List<Event> last(List<Event> changes) {
    Set<Event.Subject> seen = new HashSet<>();
    List<Event> kept = new ArrayList<>();
    for (int i = changes.size() - 1; i >= 0; i--) {
      if (seen.add(changes.get(i).subject())) {
        kept.add(0, changes.get(i));
      }
    }
    return kept;
  }

  private List<Event> filled(List<Event> changes) {
    Map<String, JsonNode> bisections =
        rows.bisections(db, ids(changes, Set.of(BISECTION, ASSESSMENT, VERIFICATION)));
    Map<String, JsonNode> culprits = rows.culprits(db, ids(changes, Set.of(CULPRIT)));
    Map<Event.Subject, JsonNode> alerts = new HashMap<>();
    rows.alerts(db, ids(changes, Set.of(ALERT))).forEach(row -> alerts.put(alert(row), row));
    List<Event> filled = new ArrayList<>();
    Set<String> sent = new HashSet<>();
    for (int i = changes.size() - 1; i >= 0; i--) {
      Event change = changes.get(i);
      JsonNode row =
          switch (change.subject().kind()) {
            case BISECTION, ASSESSMENT, VERIFICATION ->
                sent.add(change.subject().of())
                    ? bisections.getOrDefault(change.subject().of(), GONE)
                    : null;
            case CULPRIT -> culprits.getOrDefault(change.subject().of(), GONE);
            case ALERT -> alerts.getOrDefault(change.subject(), GONE);
            default -> null;
          };
      filled.add(0, row == null ? change : change.with(row));
    }
    return filled;
  }

  /** The subject of the change that brought it. */
  private static Event.Subject alert(JsonNode row) {
    JsonNode ordinal = row.path("ordinal");
    return new Event.Subject(
        ALERT,
        row.path("id").asText(),
        ordinal.isNumber() ? (Integer) ordinal.asInt() : null,
        row.path("kind").asText());
  }

  private static Set<String> ids(List<Event> changes, Set<String> kinds) {
    Set<String> ids = new LinkedHashSet<>();
    changes.stream()
        .filter(each -> kinds.contains(each.subject().kind()))
        .forEach(e -> ids.add(e.subject().of()));
    return ids;
  }
}
