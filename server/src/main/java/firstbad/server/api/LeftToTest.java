package firstbad.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Bisection;
import firstbad.events.Outcome;
import firstbad.events.Revision;
import firstbad.schemas.EventFromJson;
import firstbad.story.CommitsLeft;
import firstbad.story.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** How many commits running searches have left to test, the same number as on their own pages. */
final class LeftToTest {

  /** By id, of those that run and of which it is known. */
  static Map<String, Integer> of(Handle db, Map<String, ObjectNode> heads) {
    List<String> running =
        heads.entrySet().stream()
            .filter(each -> runsInRange(each.getValue()))
            .map(Entry::getKey)
            .toList();
    Map<String, Integer> left = new HashMap<>();
    revisions(db, running)
        .forEach(
            (id, revisions) -> {
              ObjectNode known = Objects.requireNonNull(heads.get(id));
              Bisection head = EventFromJson.event(known, Bisection.class);
              Integer now = CommitsLeft.of(new Known(head, revisions, null, null, List.of())).now();
              if (now != null) {
                left.put(id, now);
              }
            });
    return left;
  }

  private static boolean runsInRange(ObjectNode head) {
    return head.path("outcome").asText().equals(Outcome.RUNNING.name())
        && head.path("range").path("commits_left").isNumber();
  }

  private static Map<String, List<Revision>> revisions(Handle db, List<String> ids) {
    Map<String, List<Revision>> revisions = new HashMap<>();
    if (!ids.isEmpty()) {
      db.createQuery("SELECT id, event FROM revisions WHERE id IN (<ids>) ORDER BY id, ordinal")
          .bindList("ids", ids)
          .map((row, context) -> Map.entry(row.getString(1), JsonAnswer.event(row.getBytes(2))))
          .forEach(
              each ->
                  revisions
                      .computeIfAbsent(each.getKey(), id -> new ArrayList<>())
                      .add(EventFromJson.event(each.getValue(), Revision.class)));
    }
    return revisions;
  }

  private LeftToTest() {}
}
