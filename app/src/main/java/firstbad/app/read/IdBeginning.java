package firstbad.app.read;

import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.Problem;
import firstbad.app.serve.ServerApi;
import firstbad.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An id of which a person typed the beginning alone. */
final class IdBeginning {
  private static final int SHOWN = 10;

  /** How many a server is asked for; it finds words, and ids hold several. */
  private static final int ASKED = 1000;

  private final String text;
  private final SortedSet<String> ids = new TreeSet<>();

  IdBeginning(String text) {
    this.text = text;
  }

  /** Looks among all bisections of the topic. */
  IdBeginning in(EventReader reader) {
    reader.begin(Topic.BISECTIONS);
    reader.takeAll((topic, key, event) -> take(key), (topic, key) -> ids.remove(key));
    return this;
  }

  /** Looks among those that a server finds. */
  IdBeginning at(ServerApi server) {
    server.list(
        "/bisections", List.of(Map.entry("q", text)), ASKED, row -> take(row.path("id").asText()));
    return this;
  }

  private void take(String id) {
    if (id.startsWith(text)) {
      ids.add(id);
    }
  }

  /**
   * The only id that begins so; empty where there is none.
   *
   * @throws Problem where several do: it lists them
   */
  Optional<String> only() {
    if (ids.contains(text)) {
      return Optional.of(text);
    }
    if (ids.size() > 1) {
      throw new Problem(
          visible(text)
              + " is the beginning of "
              + ids.size()
              + " bisections: "
              + ids.stream().limit(SHOWN).map(id -> visible(id)).collect(Collectors.joining(", "))
              + (ids.size() > SHOWN ? " and more" : "")
              + ". Type more of it.");
    }
    return ids.stream().findFirst();
  }
}
