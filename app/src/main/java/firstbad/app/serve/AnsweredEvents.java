package firstbad.app.serve;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.app.cli.Problem;
import firstbad.schemas.EventFromJson;
import org.apache.avro.specific.SpecificRecord;

/** Events out of what a server answered, so that they are told as those that Kafka gives. */
public final class AnsweredEvents {

  /**
   * The event.
   *
   * @throws Problem when the JSON is none of this type
   */
  public static <E extends SpecificRecord> E event(JsonNode json, Class<E> type) {
    try {
      return EventFromJson.event(json, type);
    } catch (RuntimeException e) {
      throw new Problem(
          "The server's answer holds no "
              + type.getSimpleName()
              + " as this firstbad knows it; use the one of the same version.",
          e);
    }
  }

  private AnsweredEvents() {}
}
