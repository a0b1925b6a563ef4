package firstbad.app.read;

import firstbad.app.cli.Problem;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits for records that are known to be there, as long as some of them arrive. */
public final class IdleTimeout {
  private static final Duration WITHOUT_ANY = Duration.ofSeconds(30);

  private final LongSupplier clock;
  private final String where;
  private long left = -1;
  private long since;

  /**
   * @param clock nanoseconds of any origin
   * @param where from whom they are expected, for the sentence
   */
  public IdleTimeout(LongSupplier clock, String where) {
    this.clock = clock;
    this.where = where;
  }

  /**
   * Says how many are still to be read.
   *
   * @throws Problem when it has been as many for too long
   */
  public void left(long now) {
    if (now != left) {
      left = now;
      since = clock.getAsLong();
    } else if (clock.getAsLong() - since > WITHOUT_ANY.toNanos()) {
      throw new Problem(
          where
              + " has sent nothing for "
              + WITHOUT_ANY.toSeconds()
              + " s, with "
              + left
              + " records still to be read; 'firstbad doctor' says more.");
    }
  }
}
