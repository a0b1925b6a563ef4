package firstbad.server.view;

import firstbad.schemas.RunHeader;
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
 * @param run of a line: the publication that it is part of, {@link RunHeader#NONE} where its
 *     publisher does not say
 * @param unfinished of a line: whether it may be a part of one
 */
public record TopicRecord(
    Topic topic,
    String key,
    @Nullable SpecificRecord event,
    long offset,
    long timestamp,
    long run,
    boolean unfinished) {

  /** One whose headers say nothing. */
  TopicRecord(
      Topic topic, String key, @Nullable SpecificRecord event, long offset, long timestamp) {
    this(topic, key, event, offset, timestamp, RunHeader.NONE, false);
  }

  /** The event, which the topic's schema makes one of this type. */
  <T extends SpecificRecord> T as(Class<T> type) {
    if (event == null) {
      throw new IllegalStateException("a tombstone of " + topic + " holds no event");
    }
    return type.cast(event);
  }
}
