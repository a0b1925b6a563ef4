package firstbad.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Outcome;
import firstbad.story.CommitsLeft;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** How many commits running searches have left to test, the same number as on their own pages. */
final class LeftToTest {

  /** By id, of those that run and of which it is known. */
  static Map<String, Integer> of(Handle db, Map<String, ObjectNode> heads) {
    Map<String, Integer> left = new HashMap<>();
    KnownSearches.of(db, heads, LeftToTest::runsInRange)
        .forEach(
            (id, known) -> {
              Integer now = CommitsLeft.of(known).now();
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

  private LeftToTest() {}
}
