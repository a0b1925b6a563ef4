package firstbad.app.deliver;

import firstbad.schemas.NewHeaders;
import firstbad.schemas.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Says of which delivery a record without a value is: another one may have its key by now, where
 * the event was sent again.
 */
final class TakenAtHeader {
  private TakenAtHeader() {}

  /** Headers that name the delivery that was taken then. */
  static Headers of(Instant takenAt) {
    Headers headers = NewHeaders.none();
    byte[] millis = Long.toString(takenAt.toEpochMilli()).getBytes(StandardCharsets.US_ASCII);
    headers.add(RecordHeader.TAKEN_AT.header(), millis);
    return headers;
  }

  /** When it was taken; empty where the record is of whatever has its key. */
  static Optional<Instant> read(Headers headers) {
    Header header = headers.lastHeader(RecordHeader.TAKEN_AT.header());
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    try {
      String millis = new String(header.value(), StandardCharsets.US_ASCII);
      return Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)));
    } catch (NumberFormatException e) {
      return Optional.empty(); // nobody of ours wrote it
    }
  }
}
