package firstbad.app.deliver.receiver;

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
}
