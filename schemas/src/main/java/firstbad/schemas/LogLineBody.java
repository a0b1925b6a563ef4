package firstbad.schemas;

import firstbad.events.LogLine;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;

/**
 * Reads a {@link LogLine} that was written with the schema of this version: field by field in the
 * schema's order, since of all events only log lines come by the million.
 */
final class LogLineBody {
  private LogLineBody() {}

  static LogLine read(BinaryDecoder in) throws IOException {
    long number = in.readLong();
    String text = in.readString();
    Instant observedAt = Instant.ofEpochMilli(in.readLong());
    Map<String, String> labels = labels(in);
    return new LogLine(number, text, observedAt, labels, in.readBoolean());
  }

  private static Map<String, String> labels(BinaryDecoder in) throws IOException {
    long count = in.readMapStart();
    if (count == 0) {
      return Map.of();
    }
    Map<String, String> labels = new HashMap<>();
    for (; count != 0; count = in.mapNext()) {
      for (long i = 0; i < count; i++) {
        labels.put(in.readString(), in.readString());
      }
    }
    return labels;
  }
}
