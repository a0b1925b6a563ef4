package firstbad.server.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The rows of lists as they are now, and what changed of one bisection, for those who follow. */
public interface ChangedRows {

  /**
   * What somebody who follows one bisection knows of it.
   *
   * @param changed whether anything but its lines changed since then
   * @param revisions ordinals of the revisions that changed
   * @param counted commits whose crash counts changed
   * @param named commits of which other bisections, or a repository, say something else now
   * @param lastLine the last line that is known; negative where none was sent
   */
  record Seen(
      String id,
      boolean changed,
      Set<Integer> revisions,
      Set<String> counted,
      Set<String> named,
      long lastLine) {}

  /** Rows of the list of bisections, by id; those that are gone are left out. */
  Map<String, JsonNode> bisections(Handle db, Collection<String> ids);

  /** Rows of the list of culprits, by id. */
  Map<String, JsonNode> culprits(Handle db, Collection<String> ids);

  /** Rows of the list of alerts of these bisections. */
  Collection<JsonNode> alerts(Handle db, Collection<String> ids);

  /** The id of a bisection, and with it what is not known of it yet; else nothing but the id. */
  JsonNode news(Handle db, Seen seen);
}
