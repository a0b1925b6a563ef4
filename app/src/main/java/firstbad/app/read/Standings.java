package firstbad.app.read;

import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.Topic;
import firstbad.schemas.VerificationRules;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** How the culprits of all bisections stand, from the topic of verifications. */
final class Standings implements EventReader.Handler {
  private final Map<String, Map<VerificationSource, VerificationState>> said = new HashMap<>();

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    if (event instanceof Verification verification && VerificationRules.counts(key, verification)) {
      said.computeIfAbsent(verification.getId(), none -> new EnumMap<>(VerificationSource.class))
          .put(verification.getSource(), verification.getState());
    }
  }

  @Override
  public void removed(Topic topic, String key) {
    if (topic == Topic.VERIFICATIONS) {
      said.getOrDefault(VerificationRules.id(key), new HashMap<>())
          .keySet()
          .removeIf(source -> key.endsWith("/" + source));
    }
  }

  /** After everything that was said of the culprit of this bisection. */
  CulpritStanding of(String id) {
    return CulpritStanding.of(said.getOrDefault(id, Map.of()).values());
  }
}
