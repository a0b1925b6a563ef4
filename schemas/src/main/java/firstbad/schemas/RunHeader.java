package firstbad.schemas;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The run of a producer that a record of {@code log-lines} belongs to: a number that is the same
 * for all records of one publication of one log, and differs between publications. Where two logs
 * were sent under one id, it tells their lines apart. A producer may leave it out.
 */
public final class RunHeader {
  /** The header, whose value is the run: 8 bytes, the highest first, not all 0. */
  public static final String NAME = RecordHeader.RUN.header();

  /** The run of a record that does not say. */
  public static final long NONE = 0;

  private RunHeader() {}

  /** The value for a run. */
  public static byte[] value(long run) {
    return ByteBuffer.allocate(Long.BYTES).putLong(run).array();
  }

  /** The run of a record; {@link #NONE} also where the value is no run. */
  public static long of(Headers headers) {
    Header header = headers.lastHeader(NAME);
    return header == null || header.value() == null || header.value().length != Long.BYTES
        ? NONE
        : ByteBuffer.wrap(header.value()).getLong();
  }
}
