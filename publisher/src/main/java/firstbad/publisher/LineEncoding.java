package firstbad.publisher;

import java.util.Map;

/** Makes a record's bytes. */
interface LineEncoding extends AutoCloseable {
  /**
   * The value of a record.
   *
   * @throws PublishException when it cannot be made
   */
  byte[] encode(String topic, NumberedLine line);

  @Override
  default void close() {}

  /** Encodes something to see whether it can. */
  default void probe(String topic) {
    encode(topic, new NumberedLine(1, null, Map.of(), 0));
  }
}
