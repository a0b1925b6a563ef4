package firstbad.server.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The rows of lists as they are now, for those who follow them live. */
public interface ChangedRows {

  /** Rows of the list of bisections, by id; those that are gone are left out. */
  Map<String, JsonNode> bisections(Handle db, Collection<String> ids);

  /** Rows of the list of culprits, by id. */
  Map<String, JsonNode> culprits(Handle db, Collection<String> ids);

  /** Rows of the list of alerts of these bisections. */
  Collection<JsonNode> alerts(Handle db, Collection<String> ids);
}
