package firstbad.bisection.trust.measure;

import firstbad.bisection.trust.judgement.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes for whom when one judge takes the place of another.
 *
 * @param culprits bisections that name a culprit
 * @param counts of these, by the level before and then the level after
 * @param moved those whose level changes, the greatest change of the score first, then by name
 */
public record Comparison(int culprits, Map<Level, Map<Level, Integer>> counts, List<Moved> moved) {

  /**
   * A culprit with another level than before.
   *
   * @param before score; null when it was not judged
   * @param after score; null when it is not judged
   * @param right whether it is right; null when that is not known
   */
  public record Moved(
      String log,
      Level from,
      Level to,
      @Nullable Double before,
      @Nullable Double after,
      @Nullable Boolean right) {

    double distance() {
      return before == null || after == null ? 1 : Math.abs(after - before);
    }
  }

  /** All lists have the bisections in the same order. */
  public static Comparison of(
      List<GroundTruth> answers,
      List<Boolean> named,
      List<Prediction> before,
      List<Prediction> after) {
    Map<Level, Map<Level, Integer>> counts = new EnumMap<>(Level.class);
    List<Moved> moved = new ArrayList<>();
    int culprits = 0;
    for (int i = 0; i < answers.size(); i++) {
      Level from = before.get(i).level();
      Level to = after.get(i).level();
      if (named.get(i)) {
        culprits++;
        counts.computeIfAbsent(from, none -> new EnumMap<>(Level.class)).merge(to, 1, Integer::sum);
        if (from != to) {
          moved.add(
              new Moved(
                  answers.get(i).log(),
                  from,
                  to,
                  before.get(i).score(),
                  after.get(i).score(),
                  answers.get(i).right()));
        }
      }
    }
    moved.sort(
        Comparator.comparingDouble((Moved each) -> -each.distance()).thenComparing(Moved::log));
    return new Comparison(culprits, counts, List.copyOf(moved));
  }

  /** How many had the one level and have the other. */
  public int count(Level from, Level to) {
    return counts.getOrDefault(from, Map.of()).getOrDefault(to, 0);
  }
}
