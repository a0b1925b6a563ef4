package firstbad.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Bisection;
import firstbad.events.Outcome;
import firstbad.events.Revision;
import firstbad.schemas.EventFromJson;
import firstbad.story.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Searches by their heads and revisions, for what a list says in the words of their own pages. */
final class KnownSearches {

  /**
   * By id.
   *
   * @param heads by id
   * @param wanted which of them, since all their revisions are read
   */
  static Map<String, Known> of(
      Handle db, Map<String, ObjectNode> heads, Predicate<ObjectNode> wanted) {
    List<String> ids =
        heads.entrySet().stream()
            .filter(each -> wanted.test(each.getValue()))
            .map(Entry::getKey)
            .toList();
    Map<String, Known> known = new HashMap<>();
    revisions(db, ids).forEach((id, revisions) -> known.put(id, known(heads.get(id), revisions)));
    return known;
  }

  /** Those whose log stops without an ending: a revision may have been in test then. */
  static Map<String, Known> stopped(Handle db, Map<String, ObjectNode> heads) {
    return of(db, heads, head -> head.path("outcome").asText().equals(Outcome.BROKEN_OFF.name()));
  }

  /** Those that run: what is left to test, and what is in test. */
  static Map<String, Known> running(Handle db, Map<String, ObjectNode> heads) {
    return of(db, heads, head -> head.path("outcome").asText().equals(Outcome.RUNNING.name()));
  }

  private static Known known(@Nullable ObjectNode head, List<Revision> revisions) {
    return new Known(
        EventFromJson.event(Objects.requireNonNull(head), Bisection.class),
        revisions,
        null,
        null,
        List.of());
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

  private KnownSearches() {}
}
