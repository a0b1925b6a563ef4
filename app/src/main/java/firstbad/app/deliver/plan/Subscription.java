package firstbad.app.deliver.plan;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.app.deliver.receiver.Pauses;
import firstbad.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who gets what, when, and how.
 *
 * @param name no other subscription's
 * @param events the kinds of events
 * @param conditions all of which have to hold
 * @param limits all of which have to be kept
 * @param quiet when nothing is sent; null for never
 * @param digest events of so long go out together; null when each goes by itself
 * @param pauses after failures
 * @param giveUpAfter how long it is tried
 */
public record Subscription(
    String name,
    Set<EventKind> events,
    List<Condition> conditions,
    Target target,
    List<Limit> limits,
    @Nullable QuietHours quiet,
    @Nullable Duration digest,
    Pauses pauses,
    Duration giveUpAfter) {

  /** Whether an event is for it. */
  public boolean wants(Topic topic, JsonNode event) {
    return events.stream().anyMatch(kind -> kind.has(topic, event))
        && conditions.stream().allMatch(condition -> condition.holds().test(event));
  }
}
