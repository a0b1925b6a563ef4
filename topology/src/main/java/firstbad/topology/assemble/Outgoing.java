package firstbad.topology.assemble;

import firstbad.schemas.NewHeaders;
import firstbad.schemas.TraceParent;
import firstbad.topology.assemble.NewestFindings.Origin;
import firstbad.topology.event.Sinks;
import firstbad.topology.read.LineRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/** A record on its way to a sink. */
@SuppressWarnings("ArrayRecordComponent") // made for one sink and never compared
record Outgoing(Sinks sink, String key, byte[] value, Headers headers) {

  /** A record without headers. */
  static Outgoing of(Sinks sink, String key, byte[] value) {
    return new Outgoing(sink, key, value, NewHeaders.none());
  }

  /** The same with the trace of the line that brought it, where the contract has it. */
  Outgoing traced(Origin origin) {
    Record<String, LineRecord> line = origin.record();
    if (line != null && (sink == Sinks.CULPRITS || sink == Sinks.ALERTS)) {
      TraceParent.handOn(line.headers(), headers);
    }
    return this;
  }
}
