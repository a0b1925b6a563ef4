package firstbad.app.deliver.receiver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of handing a message over once.
 *
 * @param accepted whether the receiver has it now
 * @param reason why not, a clause that follows the receiver's name, such as "answered 503"; empty
 *     when it was accepted
 * @param output what the receiver printed or answered, at most {@value #OUTPUT_BYTES} bytes
 * @param notBefore how long the receiver asks to be left alone; null when it does not say
 */
public record Attempt(
    boolean accepted, String reason, String output, @Nullable Duration notBefore) {

  /** Keeps the end of what is longer than {@link #OUTPUT_BYTES}. */
  public Attempt {
    reason = cut(reason);
    output = cut(output);
  }

  /** How much of a receiver's output is kept: the end of it. */
  public static final int OUTPUT_BYTES = 4096;

  /** The receiver has it. */
  public static Attempt accepted(String output) {
    return new Attempt(true, "", output, null);
  }

  /** It has not. */
  public static Attempt failed(String reason, String output) {
    return new Attempt(false, reason, output, null);
  }

  /** The end of a text, which says most, within the bytes that are kept. */
  static String cut(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= OUTPUT_BYTES) {
      return text;
    }
    int from = bytes.length - OUTPUT_BYTES;
    while (from < bytes.length && (bytes[from] & 0xc0) == 0x80) {
      from++; // not within a character
    }
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }
}
