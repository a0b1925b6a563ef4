package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.server.page.Head;
import firstbad.server.view.Database;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What a link to a bisection says of it where it is shared. */
public final class SharedHeads {
  private final Jdbi reader;

  public SharedHeads(Database database) {
    this.reader = database.reader();
  }

  /** The head of a bisection; empty where there is none with this id. */
  public Optional<Head> of(String id) {
    return reader.inTransaction(db -> OneBisection.known(db, id)).map(known -> head(id, known));
  }

  private static Head head(String id, OneBisection.KnownBisection known) {
    String title = known.head().path("bug_titles").path(0).path("title").asText("");
    JsonNode story = known.story();
    String happened = story.path("happened").path(0).asText("");
    String description =
        story.path("headline").asText()
            + ". "
            + story.path("belief").asText()
            + (happened.isEmpty() ? "" : " " + happened);
    return new Head(title.isEmpty() ? id : title, description);
  }
}
