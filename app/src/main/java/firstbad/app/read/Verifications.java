package firstbad.app.read;

import firstbad.app.cli.DisplayText;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.EventToJson;
import firstbad.schemas.Topic;
import firstbad.schemas.VerificationRules;
import firstbad.story.VerificationSentences;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What is said of one bisection: the newest of each source, and whether they agree. */
public final class Verifications implements EventReader.Handler {
  private final String id;
  private final Map<VerificationSource, Verification> bySource =
      new EnumMap<>(VerificationSource.class);

  public Verifications(String id) {
    this.id = id;
  }

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    if (event instanceof Verification next
        && next.getId().equals(id)
        && VerificationRules.counts(key, next)) {
      bySource.put(next.getSource(), next);
    }
  }

  @Override
  public void removed(Topic topic, String key) {
    if (topic == Topic.VERIFICATIONS) {
      bySource.keySet().removeIf(source -> key.equals(id + "/" + source));
    }
  }

  /** One that was found elsewhere, of this bisection. */
  public void add(Verification verification) {
    bySource.put(verification.getSource(), verification);
  }

  /** The newest of each source, in the order of the sources. */
  public List<Verification> all() {
    return List.copyOf(bySource.values());
  }

  /** Two members of a JSON object: how the culprit stands, and the newest of each source. */
  public String members() {
    return "\"verification\":"
        + (standing() == CulpritStanding.OPEN ? "null" : "\"" + standing() + "\"")
        + bySource.values().stream()
            .map(EventToJson.AS_SENT::of)
            .collect(Collectors.joining(",", ",\"verifications\":[", "]"));
  }

  /** How the culprit stands after all of them. */
  public CulpritStanding standing() {
    return CulpritStanding.of(bySource.values().stream().map(Verification::getState).toList());
  }

  /** When the newest was made; null where there is none. */
  public @Nullable Instant newest() {
    return bySource.values().stream()
        .map(Verification::getMadeAt)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /**
   * One sentence for each, and one for a conflict; without control characters.
   *
   * @param culprit which the bisection named; null where it is not at hand
   */
  public List<String> sentences(@Nullable String culprit) {
    return VerificationSentences.of(bySource.values(), culprit).stream()
        .map(DisplayText::visible)
        .toList();
  }
}
