package firstbad.app.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import firstbad.app.cli.Problem;
import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.SearchKind;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.Topic;
import firstbad.story.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * How bisections have ended, as far as is known when the first is asked for: an alert was raised
 * before that. For one thread at a time.
 */
final class Results implements EventReader.Handler {
  private final Supplier<EventReader> open;
  private final Map<String, Result> ended = new HashMap<>();
  private final Map<String, Level> levels = new HashMap<>();
  private final Standings standings = new Standings();
  private boolean read;

  /**
   * @param open connects, as soon as the first is asked for
   */
  Results(Supplier<EventReader> open) {
    this.open = open;
  }

  /**
   * How a bisection ended.
   *
   * @param level of the trust after the end; {@code UNKNOWN} where it has none yet
   */
  record Result(SearchKind kind, Outcome outcome, Level level, CulpritStanding standing) {

    private static Result of(Bisection head) {
      return new Result(head.getKind(), head.getOutcome(), Level.UNKNOWN, CulpritStanding.OPEN);
    }

    private Result with(Level trust, CulpritStanding now) {
      return new Result(kind, outcome, trust, now);
    }

    /** As lists of alerts have it. */
    String words() {
      return Words.ofResult(outcome, kind == SearchKind.FIX, level, standing);
    }

    /** As the API has it. */
    JsonNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("kind", kind.name())
          .put("outcome", outcome.name())
          .put("level", level.name())
          .put("verification", standing == CulpritStanding.OPEN ? null : standing.name());
    }
  }

  /** Null while it runs, or where the events that say so may not be read. */
  @Nullable Result of(String id) {
    if (!read) {
      read = true;
      read();
    }
    Result end = ended.get(id);
    return end == null ? null : end.with(levels.getOrDefault(id, Level.UNKNOWN), standings.of(id));
  }

  /** Who may not read these topics gets the alerts all the same. */
  private void read() {
    try (EventReader reader = open.get()) {
      reader.begin(Topic.BISECTIONS, Topic.ASSESSMENTS, Topic.VERIFICATIONS);
      reader.takeAll(this);
    } catch (Problem e) {
      // then nothing is said of how they ended
    }
  }

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    if (event instanceof Bisection head) {
      boolean over = head.getOutcome() != Outcome.RUNNING && head.getOutcome() != Outcome.UNKNOWN;
      Object unused = over ? ended.put(key, Result.of(head)) : ended.remove(key);
    } else if (event instanceof Assessment judged) {
      Object unused =
          judged.getSearchEnded() ? levels.put(key, judged.getLevel()) : levels.remove(key);
    } else {
      standings.take(topic, key, event);
    }
  }

  @Override
  public void removed(Topic topic, String key) {
    switch (topic) {
      case BISECTIONS -> ended.remove(key);
      case ASSESSMENTS -> levels.remove(key);
      default -> standings.removed(topic, key);
    }
  }
}
