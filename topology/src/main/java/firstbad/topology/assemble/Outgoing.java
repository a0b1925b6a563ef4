package firstbad.topology.assemble;

import firstbad.topology.event.Sinks;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record on its way to a sink. */
@SuppressWarnings("ArrayRecordComponent") // made for one sink and never compared
record Outgoing(Sinks sink, String key, byte[] value, Headers headers) {

  /** A record without headers. */
  static Outgoing of(Sinks sink, String key, byte[] value) {
    return new Outgoing(sink, key, value, new RecordHeaders());
  }
}
