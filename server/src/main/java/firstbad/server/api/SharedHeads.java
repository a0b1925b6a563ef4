package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.server.page.DocumentHeads;
import firstbad.server.page.Head;
import firstbad.server.view.Database;
import firstbad.story.Phrases;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What a link to a bisection, a commit or a bug says of it where it is shared. */
public final class SharedHeads implements DocumentHeads {
  private static final int LONGEST_TITLE = 500;

  private final Jdbi reader;

  public SharedHeads(Database database) {
    this.reader = database.reader();
  }

  @Override
  public boolean tells() {
    return true;
  }

  @Override
  public Optional<Head> ofCommit(String hash) {
    String prefix = hash.toLowerCase(Locale.ROOT);
    return Bisections.HASH_PREFIX.matcher(prefix).matches()
        ? reader.inTransaction(db -> Commit.inShort(db, prefix))
        : Optional.empty();
  }

  @Override
  public Optional<Head> ofBug(String title) {
    return title.length() > LONGEST_TITLE || title.indexOf('\0') >= 0
        ? Optional.empty()
        : reader
            .inTransaction(db -> OneTitle.inShort(db, title))
            .map(sentence -> new Head(title, sentence));
  }

  @Override
  public Optional<Head> ofBisection(String id) {
    return reader.inTransaction(db -> OneBisection.known(db, id)).map(known -> head(id, known));
  }

  private static Head head(String id, OneBisection.KnownBisection known) {
    JsonNode story = known.story();
    JsonNode head = known.head();
    String happened = story.path("happened").path(0).asText("");
    String belief = story.path("belief").asText();
    String ended = ended(head);
    String description =
        story.path("headline").asText()
            + ". "
            + (ended.isEmpty()
                ? sentences(happened, belief)
                : sentences(ended, sentences(belief, happened)));
    String called = head.path("labels").path("bug.title").asText("");
    return new Head(title(head.path("bug_titles"), called.isBlank() ? id : called), description);
  }

  /** The commit that it named; empty where it named none. */
  private static String ended(JsonNode head) {
    JsonNode culprit = head.path("culprit");
    return culprit.isTextual()
        ? "It named " + Phrases.named(culprit.asText(), head.path("culprit_title").asText("")) + "."
        : "";
  }

  private static String sentences(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + " " + second;
  }

  /** As the page has it once its scripts run, so that a tab keeps its name. */
  private static String title(JsonNode titles, String otherwise) {
    if (titles.isEmpty()) {
      return otherwise;
    }
    String first = titles.path(0).path("title").asText("");
    return (first.isBlank() ? "(no title)" : first)
        + (titles.size() == 1 ? "" : " and " + Phrases.count(titles.size() - 1L, "more title"));
  }
}
