package firstbad.server.view;

import firstbad.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record that was read.
 *
 * @param key as it came, but for characters that a database refuses; of a dead letter its kind, and
 *     of a note that it was sent again {@code resent/} and its kind
 * @param event null for a tombstone, and where the topic holds raw bytes
 * @param offset where it stands in its partition; a key always has the same one
 * @param timestamp Kafka's, in milliseconds since the epoch
 */
public record TopicRecord(
    Topic topic, String key, @Nullable SpecificRecord event, long offset, long timestamp) {

  /** The event, which the topic's schema makes one of this type. */
  <T extends SpecificRecord> T as(Class<T> type) {
    if (event == null) {
      throw new IllegalStateException("a tombstone of " + topic + " holds no event");
    }
    return type.cast(event);
  }
}
