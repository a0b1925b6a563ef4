package firstbad.topology.sum;

import firstbad.bisection.trust.judgement.Level;
import firstbad.schemas.CulpritStanding;
import firstbad.topology.sum.StandingCulprit.Counted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The culprits that were judged with one version of the parameters, by level and by what became of
 * them. Sums alone, of whole numbers: neither order nor partitions matter, and what is taken back
 * leaves nothing behind.
 *
 * @param levels how many culprits stand how, by level; what is 0 is left out
 * @param bins those with an answer by their probability, one for each tenth
 */
public record TrackSums(Map<Level, Map<CulpritStanding, Long>> levels, List<Bin> bins) {
  /** Tenths of the probability. */
  public static final int BINS = 10;

  private static final double MILLION = 1e6;

  public static final TrackSums NONE =
      new TrackSums(Map.of(), Collections.nCopies(BINS, Bin.EMPTY));

  /**
   * Culprits with an answer whose probability lies in one tenth.
   *
   * @param right those that are confirmed
   * @param claimedMillionths the sum of their probabilities
   */
  public record Bin(long answered, long right, long claimedMillionths) {
    static final Bin EMPTY = new Bin(0, 0, 0);

    /** Their mean probability; there has to be one of them. */
    public double claimed() {
      return claimedMillionths / (MILLION * answered);
    }
  }

  /**
   * One culprit that counts from now on, or no more.
   *
   * @param sign 1 or -1
   */
  public record Delta(Counted culprit, int sign) {}

  /** With a culprit more, or less. */
  public TrackSums plus(Delta delta) {
    JudgedCulprit judged = delta.culprit().judged();
    CulpritStanding standing = delta.culprit().standing();
    Map<Level, Map<CulpritStanding, Long>> nextLevels = new EnumMap<>(Level.class);
    nextLevels.putAll(levels);
    Map<CulpritStanding, Long> level = new EnumMap<>(CulpritStanding.class);
    level.putAll(levels.getOrDefault(judged.level(), Map.of()));
    level.merge(standing, (long) delta.sign(), Long::sum);
    level.values().removeIf(count -> count == 0);
    if (level.isEmpty()) {
      nextLevels.remove(judged.level());
    } else {
      nextLevels.put(judged.level(), level);
    }
    Double probability = judged.probability();
    return new TrackSums(
        nextLevels,
        standing.answered() && probability != null
            ? binned(probability, standing == CulpritStanding.CONFIRMED, delta.sign())
            : bins);
  }

  private List<Bin> binned(double probability, boolean right, int sign) {
    int number = Math.max(0, Math.min(BINS - 1, (int) (probability * BINS)));
    Bin bin = bins.get(number);
    List<Bin> next = new ArrayList<>(bins);
    next.set(
        number,
        new Bin(
            bin.answered() + sign,
            bin.right() + (right ? sign : 0),
            bin.claimedMillionths() + sign * Math.round(probability * MILLION)));
    return List.copyOf(next);
  }

  /** Whether no culprit counts any more. */
  public boolean isNothing() {
    return levels.isEmpty();
  }

  /** Culprits of a level that stand so. */
  public long at(Level level, CulpritStanding standing) {
    return levels.getOrDefault(level, Map.of()).getOrDefault(standing, 0L);
  }
}
