package firstbad.schemas;

import org.apache.kafka.common.header.Headers;

/**
 * Marks the last line of a text that ends without a line feed: it may be a part of a line. Should
 * the text be sent again and go on there, the whole line takes its place. A producer may leave it
 * out; then such a line is a whole one.
 */
public final class UnfinishedHeader {
  private static final String NAME = RecordHeader.UNFINISHED.header();

  private UnfinishedHeader() {}

  /** Marks a record. */
  public static void add(Headers headers) {
    headers.add(NAME, new byte[0]);
  }

  /** Takes the mark off again. */
  public static void remove(Headers headers) {
    headers.remove(NAME);
  }

  /** Whether a record is marked. */
  public static boolean isIn(Headers headers) {
    return headers.lastHeader(NAME) != null;
  }
}
