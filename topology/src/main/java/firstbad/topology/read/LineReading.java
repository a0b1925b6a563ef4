package firstbad.topology.read;

import firstbad.bisection.fold.Input;
import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.ForgetOrder;
import firstbad.schemas.Ids;
import firstbad.schemas.Limits;
import firstbad.schemas.NewHeaders;
import firstbad.schemas.RunHeader;
import firstbad.schemas.UnfinishedHeader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * How the records of {@code log-lines} are read: an entrance, so it refuses what is no log line.
 */
public final class LineReading {
  private final Deserializer<LogLine> events;

  public LineReading(EventSerdes serdes) {
    this.events = serdes.deserializer(LogLine.class);
  }

  /** Ids of bisections; others, and records without a key, are refused. */
  public Deserializer<String> ids() {
    return (topic, bytes) -> {
      if (bytes == null) {
        throw new SerializationException(
            "The record has no key; the key of a log line is the id of its bisection.");
      }
      String id;
      try {
        id = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        throw new SerializationException("The key is not text in UTF-8.", e);
      }
      if (!Ids.isLegal(id)) {
        throw new SerializationException(Ids.refusal(id));
      }
      return id;
    };
  }

  /** Lines and ends of logs; numbers that no line can have are refused. */
  public Deserializer<LineRecord> lines() {
    return new Deserializer<>() {
      @Override
      public LineRecord deserialize(String topic, byte[] bytes) {
        return read(events.deserialize(topic, bytes), bytes, NewHeaders.none());
      }

      @Override
      public LineRecord deserialize(String topic, Headers headers, byte[] bytes) {
        return ForgetOrder.is(headers, bytes)
            ? LineRecord.forget(headers.lastHeader(ForgetOrder.HEADER).value())
            : read(events.deserialize(topic, bytes), bytes, headers);
      }
    };
  }

  private static LineRecord read(LogLine line, byte[] bytes, Headers headers) {
    long run = RunHeader.of(headers);
    long number = line.getLineNumber();
    if (!Limits.isLineNumber(number)) {
      throw new SerializationException(Limits.lineNumberRefusal(number));
    }
    long at = line.getObservedAt().toEpochMilli();
    Input input =
        line.getEndOfLog()
            ? new Input.End(number, line.getLabels(), at, run)
            : new Input.Line(
                number, line.getText(), line.getLabels(), at, run, UnfinishedHeader.isIn(headers));
    return new LineRecord(input, number, bytes, null);
  }
}
