package firstbad.bisection.made;

import firstbad.bisection.made.History.Commit;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * An endless, reproducible sequence of made-up logs: every era from 2018 to 2026, both kinds, every
 * ending.
 */
public final class MadeLogs {
  private long next;

  /** The sequence that starts at this seed. */
  public MadeLogs(long seed) {
    next = seed;
  }

  /** The next log of the sequence. */
  public MadeLog next() {
    return made(next++);
  }

  /** The log of this seed; one log in six stops at a line in its middle. */
  public static MadeLog made(long seed) {
    MadeLog whole = new Session(seed, Integer.MAX_VALUE).play();
    int lines = whole.lines().size();
    Chance chance = new Chance(~seed);
    if (lines > 1 && chance.of(1.0 / 6)) {
      return broken(seed, 1 + chance.below(lines - 1));
    }
    return whole;
  }

  /** The log of this seed to its end. */
  public static MadeLog whole(long seed) {
    return new Session(seed, Integer.MAX_VALUE).play();
  }

  /** The log of this seed up to this line, as if the process had died there. */
  public static MadeLog broken(long seed, int lines) {
    return new Session(seed, lines).play();
  }

  /** A search for a cause that is known, in which this goes wrong. */
  public static SimulatedLog simulated(Plot plot, long seed) {
    Scene scene = new Scene(seed, plot);
    MadeLog log = new Session(seed, Integer.MAX_VALUE, scene).play();
    Set<String> having =
        scene.history.seenFrom(scene.turn).map(Commit::hash).collect(Collectors.toSet());
    return new SimulatedLog(plot, log, scene.history.at(scene.turn).hash(), Set.copyOf(having));
  }

  /** The logs of so many seeds from this one on. */
  public static Stream<MadeLog> made(long seed, int count) {
    return LongStream.range(seed, seed + count).mapToObj(MadeLogs::made);
  }
}
