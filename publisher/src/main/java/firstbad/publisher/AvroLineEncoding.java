package firstbad.publisher;

import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.RegistryException;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serializer;

/** Records as the contract wants them. */
final class AvroLineEncoding implements LineEncoding {
  private final EventSerdes serdes;
  private final Serializer<LogLine> serializer;

  AvroLineEncoding(EventSerdes serdes) {
    this.serdes = serdes;
    this.serializer = serdes.serializer(LogLine.class);
  }

  @Override
  public byte[] encode(String topic, NumberedLine line) {
    LogLine event =
        new LogLine(
            line.number(),
            Objects.requireNonNullElse(line.text(), ""),
            Instant.ofEpochMilli(line.observedAt()),
            line.labels(),
            line.isEnd());
    try {
      return Objects.requireNonNull(serializer.serialize(topic, event));
    } catch (RegistryException e) {
      throw new PublishException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    serdes.close();
  }
}
