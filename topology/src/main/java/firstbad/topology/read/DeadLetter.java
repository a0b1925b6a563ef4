package firstbad.topology.read;

import firstbad.schemas.Limits;
import firstbad.schemas.NewHeaders;
import firstbad.schemas.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that was not applied, as it is kept: so much of it that it always fits, and in headers
 * why it is here, where it came from and how large it was.
 *
 * @param key of the record, its first {@link Limits#DEAD_LETTER_KEY_BYTES}
 * @param value of the record, its first {@link Limits#DEAD_LETTER_VALUE_BYTES}
 * @param headers those of the record up to {@link Limits#DEAD_LETTER_HEADER_BYTES}, and ours
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes belong to Kafka and are only passed on
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
  public static final String KIND = RecordHeader.KIND.header();
  public static final String REASON = RecordHeader.REASON.header();
  public static final String TOPIC = RecordHeader.TOPIC.header();
  public static final String PARTITION = RecordHeader.PARTITION.header();
  public static final String OFFSET = RecordHeader.OFFSET.header();
  public static final String TIMESTAMP = RecordHeader.TIMESTAMP.header();
  public static final String SHA_256 = RecordHeader.SHA_256.header();
  public static final String KEY_BYTES = RecordHeader.KEY_BYTES.header();
  public static final String VALUE_BYTES = RecordHeader.VALUE_BYTES.header();
  public static final String HEADER_BYTES = RecordHeader.HEADER_BYTES.header();

  private static final byte[] NOTHING = {};

  /** A header takes a few bytes beside its name and its value. */
  private static final int HEADER_FRAME = 16;

  // A message may quote what it could not read.
  private static final int REASON_CHARS = 2000;

  /**
   * Where a record was read.
   *
   * @param timestamp when Kafka took it, milliseconds since the epoch
   */
  public record Source(String topic, int partition, long offset, long timestamp) {}

  /** The letter about a record. */
  public static DeadLetter of(
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers asRead,
      Source source,
      String kind,
      String reason) {
    Headers headers = NewHeaders.none();
    long headerBytes = copyWhatFits(asRead, headers);
    add(headers, KIND, kind);
    add(headers, REASON, cut(reason));
    add(headers, TOPIC, source.topic());
    add(headers, PARTITION, Integer.toString(source.partition()));
    add(headers, OFFSET, Long.toString(source.offset()));
    add(headers, TIMESTAMP, Long.toString(source.timestamp()));
    add(headers, SHA_256, sha256(value == null ? NOTHING : value));
    add(headers, KEY_BYTES, Integer.toString(key == null ? 0 : key.length));
    add(headers, VALUE_BYTES, Integer.toString(value == null ? 0 : value.length));
    add(headers, HEADER_BYTES, Long.toString(headerBytes));
    return new DeadLetter(
        cut(key, Limits.DEAD_LETTER_KEY_BYTES),
        cut(value, Limits.DEAD_LETTER_VALUE_BYTES),
        headers);
  }

  /**
   * Copies headers, the first first, but none of our names except a producer's run; the rest is
   * left out once one does not fit.
   *
   * @return the bytes of all of them
   */
  private static long copyWhatFits(Headers from, Headers to) {
    long bytes = 0;
    for (Header header : from) {
      byte[] value = header.value();
      bytes += HEADER_FRAME + utf8(header.key()).length + (value == null ? 0 : value.length);
      if (bytes <= Limits.DEAD_LETTER_HEADER_BYTES && RecordHeader.goesAlong(header.key())) {
        to.add(header);
      }
    }
    return bytes;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, utf8(value));
  }

  private static byte @Nullable [] cut(byte @Nullable [] bytes, int length) {
    return bytes == null || bytes.length <= length ? bytes : Arrays.copyOf(bytes, length);
  }

  private static String cut(String reason) {
    return reason.length() <= REASON_CHARS ? reason : reason.substring(0, REASON_CHARS) + "…";
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
