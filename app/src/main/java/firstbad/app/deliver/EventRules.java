package firstbad.app.deliver;

import firstbad.events.Verification;
import firstbad.schemas.Ids;
import firstbad.schemas.Topic;
import firstbad.schemas.VerificationRules;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Which records of the topics are events: the same as every other reader takes for one. */
final class EventRules {

  /** Whether a record counts. */
  static boolean counts(Topic topic, @Nullable String key, SpecificRecord event) {
    if (key == null) {
      return false;
    }
    return event instanceof Verification verification
        ? topic == Topic.VERIFICATIONS && VerificationRules.counts(key, verification)
        : Ids.isLegal(key) && key.equals(id(event));
  }

  private static String id(IndexedRecord event) {
    return String.valueOf(event.get(event.getSchema().getField("id").pos()));
  }

  private EventRules() {}
}
