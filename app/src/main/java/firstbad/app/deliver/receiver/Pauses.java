package firstbad.app.deliver.receiver;

import java.time.Duration;

/**
 * How long to wait after a failed attempt: twice as long each time.
 *
 * @param first after the first failure, more than 0
 * @param longest never more
 */
public record Pauses(Duration first, Duration longest) {
  private static final int DOUBLINGS = 30;

  /** The pause after so many failed attempts, from 1 on. */
  public Duration after(int attempts) {
    long factor = 1L << Math.min(DOUBLINGS, Math.max(0, attempts - 1));
    return first.toMillis() > longest.toMillis() / factor ? longest : first.multipliedBy(factor);
  }

  /** All pauses between so many attempts together. */
  public Duration between(int attempts) {
    Duration sum = Duration.ZERO;
    for (int failed = 1; failed < attempts; failed++) {
      sum = sum.plus(after(failed));
    }
    return sum;
  }
}
