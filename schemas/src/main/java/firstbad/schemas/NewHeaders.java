package firstbad.schemas;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Headers for a record that is about to be written: Kafka offers no public way to make them. */
public final class NewHeaders {
  private NewHeaders() {}

  /** Headers without any, to which more can be added. */
  public static Headers none() {
    return new RecordHeaders();
  }
}
