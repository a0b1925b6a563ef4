package firstbad.bisection.trust.measure;

import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.SearchEnd;
import firstbad.bisection.trust.SearchHistory;
import firstbad.bisection.trust.parameters.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The logistic parts of trust, fitted to known answers: to see what they are worth on bugs that
 * they were not fitted on, and to write new parameters.
 *
 * @param early for endings without description and report, and while a bisection runs
 * @param settled for the others
 */
public record Weights(LogisticFit early, LogisticFit settled) {

  /** Of standardised features; with some hundred answers anything from 3 to 30 gives the same. */
  public static final double USUAL_PENALTY = 10;

  /** Fewer right or wrong culprits than this say nothing about a fit. */
  private static final int FEWEST = 20;

  /**
   * A judged culprit with a known answer.
   *
   * @param features all of them
   * @param early those that early trust knows
   * @param described whether the final weights are for it
   */
  public record Row(
      GroundTruth answer,
      boolean right,
      List<Double> features,
      List<Double> early,
      boolean described) {

    /** What is seen of a bisection; null when its answer is not known or nothing is judged. */
    public static @Nullable Row of(GroundTruth answer, SearchHistory course, Assessor assessor) {
      Boolean right = answer.right();
      var evidence = course.evidence(assessor);
      SearchEnd ending = course.ending();
      if (right == null || assessor.settled(evidence, ending).ranking() == null) {
        return null;
      }
      Map<String, Double> features = assessor.features(evidence, ending);
      return new Row(
          answer,
          right,
          List.copyOf(features.values()),
          Assessor.earlyFeatures().stream()
              .map(key -> Objects.requireNonNull(features.get(key)))
              .toList(),
          Assessor.takesFinalWeights(ending));
    }
  }

  /** Fits both to all rows. */
  public static Weights of(List<Row> rows, double penalty) {
    List<Boolean> right = rows.stream().map(Row::right).toList();
    return new Weights(
        LogisticFit.of(rows.stream().map(Row::early).toList(), right, penalty),
        LogisticFit.of(rows.stream().map(Row::features).toList(), right, penalty));
  }

  /** The chance that a culprit is right. */
  public double probability(Row row) {
    return row.described ? settled.probability(row.features) : early.probability(row.early);
  }

  /** Whether there are enough answers of both kinds to fit anything to. */
  public static boolean enough(List<Row> rows) {
    long right = rows.stream().filter(Row::right).count();
    return right >= FEWEST && rows.size() - right >= FEWEST;
  }

  /**
   * Each row judged by weights that were fitted without its fold, so without any log of its bug.
   *
   * @param levels whose bounds give the levels
   */
  public static List<Scored> outOfFold(
      List<Row> rows, Folds folds, double penalty, Parameters levels) {
    List<Scored> scored = new ArrayList<>();
    for (int fold = 0; fold < folds.count(); fold++) {
      int kept = fold;
      List<Row> rest = rows.stream().filter(row -> folds.of(row.answer.group()) != kept).toList();
      List<Row> asked = rows.stream().filter(row -> folds.of(row.answer.group()) == kept).toList();
      if (asked.isEmpty()) {
        continue;
      }
      Weights weights = of(rest, penalty);
      for (Row row : asked) {
        double p = weights.probability(row);
        GroundTruth answer = row.answer;
        scored.add(new Scored(answer.log(), answer.group(), p, levels.level(p), row.right));
      }
    }
    return scored;
  }
}
