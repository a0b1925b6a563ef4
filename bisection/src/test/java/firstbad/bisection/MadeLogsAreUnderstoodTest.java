package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.made.MadeLog;
import firstbad.bisection.made.MadeLogs;
import org.junit.jupiter.api.Test;

/** The fold against an oracle that has never read a log: the bisection that was simulated. */
class MadeLogsAreUnderstoodTest {

  @Test
  void everyMadeUpLogIsUnderstoodAsItWasMeant() {
    for (long seed = 0; seed < Long.getLong("made.logs", 400); seed++) {
      MadeLog log = MadeLogs.made(seed);
      assertThat(Differences.of(log)).as(log.toString()).isEmpty();
    }
  }
}
