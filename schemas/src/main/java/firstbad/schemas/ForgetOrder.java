package firstbad.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The order to forget a bisection: a record of {@code log-lines} without a value, under the id of
 * the bisection, whose header repeats the id. A value that is missing by mistake is no such order.
 */
public final class ForgetOrder {
  /** The header, whose value is the id in UTF-8. */
  public static final String HEADER = RecordHeader.FORGET.header();

  private ForgetOrder() {}

  /** Whether a record with these headers and this value is an order, whatever its key. */
  public static boolean is(Headers headers, byte @Nullable [] value) {
    return value == null && headers.lastHeader(HEADER) != null;
  }

  /** The same, with the key that it must repeat. */
  public static boolean is(byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
    Header order = headers.lastHeader(HEADER);
    return value == null
        && order != null
        && key != null
        && Ids.isLegal(new String(key, UTF_8))
        && Arrays.equals(order.value(), key);
  }
}
