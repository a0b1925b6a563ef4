package firstbad.bisection.trust.measure;

import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.rule.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How good a judge is, by known answers, and how often it says what at all.
 *
 * @param name of the judge
 * @param judged culprits with a known answer that it judged
 * @param unjudged culprits with a known answer that it did not judge
 * @param calibration null for a judge whose scores are no probabilities
 * @param levels empty for a judge that knows none
 * @param alarms null for a judge that raises none
 * @param all bisections, with a known answer or not
 * @param byLevel of them the ones with a culprit, by level
 * @param alarmed of all bisections the ones in which it raised an alarm
 */
public record JudgeFigures(
    String name,
    int judged,
    int unjudged,
    Ranking ranking,
    @Nullable Calibration calibration,
    List<LevelRights> levels,
    @Nullable Alarms alarms,
    int all,
    Map<Level, Integer> byLevel,
    int alarmed) {

  /**
   * Compares what a judge said with the answers.
   *
   * @param answers one for each bisection
   * @param said in the same order
   * @param named whether the bisection names a culprit, in the same order
   */
  public static JudgeFigures of(
      String name,
      Rule.Scale scale,
      List<GroundTruth> answers,
      List<Prediction> said,
      List<Boolean> named) {
    List<Scored> scored = new ArrayList<>();
    List<WatchedSearch> watched = new ArrayList<>();
    Map<Level, Integer> byLevel = new EnumMap<>(Level.class);
    int unjudged = 0;
    int alarmed = 0;
    for (int i = 0; i < answers.size(); i++) {
      GroundTruth answer = answers.get(i);
      Prediction its = said.get(i);
      Boolean right = answer.right();
      if (right != null && its.score() != null) {
        scored.add(new Scored(answer.log(), answer.group(), its.score(), its.level(), right));
      }
      unjudged += right != null && its.score() == null ? 1 : 0;
      alarmed += its.alarmedAt() != null ? 1 : 0;
      if (named.get(i)) {
        byLevel.merge(its.level(), 1, Integer::sum);
      }
      watched.add(answer.watched(its));
    }
    boolean levels = scored.stream().anyMatch(each -> each.level() != Level.NONE);
    return new JudgeFigures(
        name,
        scored.size(),
        unjudged,
        Ranking.of(scored),
        switch (scale) {
          case PROBABILITY -> Calibration.of(scored);
          case LEVELS -> Calibration.of(byShareOfLevel(scored));
          case ORDER -> null;
        },
        levels ? LevelRights.of(scored) : List.of(),
        alarmed == 0 ? null : Alarms.of(watched),
        answers.size(),
        byLevel,
        alarmed);
  }

  /**
   * For a judge that only gives levels: as probability the share of right ones that the level has
   * in the other folds, as if one right and one wrong one had been seen before.
   */
  private static List<Scored> byShareOfLevel(List<Scored> scored) {
    List<Scored> shared = new ArrayList<>();
    for (Scored each : scored) {
      int fold = Folds.USUAL.of(each.group());
      int right = 1;
      int count = 2;
      for (Scored other : scored) {
        if (other.level() == each.level() && Folds.USUAL.of(other.group()) != fold) {
          right += other.right() ? 1 : 0;
          count++;
        }
      }
      double share = right / (double) count;
      shared.add(new Scored(each.log(), each.group(), share, each.level(), each.right()));
    }
    return shared;
  }
}
