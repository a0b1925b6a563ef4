package firstbad.topology.read;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers that say why a record is in the dead letters and where it came from. */
public final class DeadLetter {
  /** One of {@code unreadable}, {@code conflict}, {@code fault}. */
  public static final String KIND = "firstbad-kind";

  /** A sentence for the person who can act on it. */
  public static final String REASON = "firstbad-reason";

  /** The topic that it was read from. */
  public static final String TOPIC = "firstbad-topic";

  /** The partition of that topic. */
  public static final String PARTITION = "firstbad-partition";

  /** Where it stands there. */
  public static final String OFFSET = "firstbad-offset";

  // A message may quote what it could not read.
  private static final int REASON_CHARS = 2000;

  private DeadLetter() {}

  /** The headers of the record as it was read, and ours. */
  public static Headers headers(
      Headers asRead, String kind, String reason, String topic, int partition, long offset) {
    Headers headers = new RecordHeaders(asRead);
    headers.remove(KIND).remove(REASON).remove(TOPIC).remove(PARTITION).remove(OFFSET);
    headers.add(KIND, utf8(kind));
    headers.add(REASON, utf8(cut(reason)));
    headers.add(TOPIC, utf8(topic));
    headers.add(PARTITION, utf8(Integer.toString(partition)));
    headers.add(OFFSET, utf8(Long.toString(offset)));
    return headers;
  }

  private static String cut(String reason) {
    return reason.length() <= REASON_CHARS ? reason : reason.substring(0, REASON_CHARS) + "…";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
