package firstbad.schemas;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;

/**
 * What a record says of itself by CloudEvents 1.0, in the binary mode of its binding to Kafka:
 * headers, so that routers and bridges need not decode the value.
 *
 * @see <a href="https://github.com/cloudevents/spec">the specification</a>
 */
public final class CloudEvent {
  private static final String VERSION = "1.0";

  private CloudEvent() {}

  /**
   * Adds the headers.
   *
   * @param topic one whose values have a schema
   * @param id the same for no other event of the topic, in ASCII
   * @param at when it happened, milliseconds since the epoch
   */
  public static void describe(Headers headers, Topics topics, Topic topic, String id, long at) {
    put(headers, RecordHeader.CE_SPECVERSION, VERSION);
    put(headers, RecordHeader.CE_ID, id);
    put(headers, RecordHeader.CE_SOURCE, "/" + topics.name(topic));
    put(headers, RecordHeader.CE_TYPE, topic.value().map(Schema::getFullName).orElseThrow());
    put(headers, RecordHeader.CE_TIME, Instant.ofEpochMilli(at).toString());
  }

  private static void put(Headers headers, RecordHeader header, String value) {
    headers.add(header.header(), value.getBytes(StandardCharsets.UTF_8));
  }
}
