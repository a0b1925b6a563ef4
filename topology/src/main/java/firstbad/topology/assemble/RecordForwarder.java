package firstbad.topology.assemble;

import firstbad.bisection.finding.Alert;
import firstbad.schemas.NewHeaders;
import firstbad.topology.assemble.NewestFindings.Origin;
import firstbad.topology.event.Sinks;
import firstbad.topology.read.DeadLetter;
import firstbad.topology.read.LineRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Forwards records to the sinks and the dead letters. */
final class RecordForwarder {
  private final ProcessorContext<String, byte[]> context;

  RecordForwarder(ProcessorContext<String, byte[]> context) {
    this.context = context;
  }

  void send(Outgoing outgoing, long at) {
    send(outgoing.sink(), outgoing.key(), outgoing.value(), outgoing.headers(), at);
  }

  void send(Sinks sink, String key, byte[] value, long at) {
    send(sink, key, value, NewHeaders.none(), at);
  }

  /** Sends a tombstone: what was sent under the key no longer holds. */
  void takeBack(Sinks sink, String key, long at) {
    context.forward(new Record<>(key, null, at), sink.node());
  }

  private void send(Sinks sink, String key, byte[] value, Headers headers, long at) {
    context.forward(new Record<>(key, value, at, headers), sink.node());
  }

  /** Sends the record of this input to the dead letters; a silence has none. */
  void sendDeadLetter(Origin origin, String kind, String reason) {
    Record<String, LineRecord> record = origin.record();
    RecordMetadata from = origin.from();
    if (record != null && from != null) {
      DeadLetter letter = letter(record, from, kind, reason);
      context.forward(
          new Record<>(record.key(), letter.value(), record.timestamp(), letter.headers()),
          Sinks.DEAD_LETTERS.node());
    }
  }

  private static DeadLetter letter(
      Record<String, LineRecord> record, RecordMetadata from, String kind, String reason) {
    return DeadLetter.of(
        record.key().getBytes(StandardCharsets.UTF_8),
        record.value().raw(),
        record.headers(),
        new DeadLetter.Source(from.topic(), from.partition(), from.offset(), record.timestamp()),
        kind,
        reason);
  }

  /**
   * The alert of a fault of our own.
   *
   * @param what it cost, a sentence
   */
  static Alert fault(String id, long number, long at, String what) {
    return new Alert(
        id,
        Alert.Kind.FAULT,
        Alert.Severity.HIGH,
        null,
        null,
        number,
        what,
        at,
        Map.of(),
        List.of());
  }
}
