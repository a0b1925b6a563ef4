package firstbad.schemas;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of a record, {@code 00-TRACE-SPAN-FLAGS}: handed on from a line to what
 * follows from it at once, so that a trace of the sender leads to the finding.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">the recommendation</a>
 */
public final class TraceParent {
  private static final int LENGTH = 55;

  /** Of version 00; neither the trace nor the span may be all zeros. */
  private static final Pattern LEGAL =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceParent() {}

  /** Hands it on; what is no trace context, or of a later version, is left behind. */
  public static void handOn(Headers from, Headers to) {
    Header header = from.lastHeader(RecordHeader.TRACE.header());
    if (header != null && header.value() != null && header.value().length == LENGTH) {
      add(new String(header.value(), StandardCharsets.ISO_8859_1), to);
    }
  }

  /** Gives a record this one; what is no trace context, or of a later version, is left out. */
  public static void add(@Nullable String trace, Headers to) {
    if (trace != null && LEGAL.matcher(trace).matches()) {
      to.add(RecordHeader.TRACE.header(), trace.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
