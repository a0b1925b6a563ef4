package firstbad.bench;

import firstbad.app.evaluate.Case;
import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.measure.Alarms;
import firstbad.bisection.trust.measure.Folds;
import firstbad.bisection.trust.measure.GroundTruth;
import firstbad.bisection.trust.measure.Prediction;
import firstbad.bisection.trust.measure.WatchedSearch;
import firstbad.bisection.trust.parameters.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds what a bad verdict must throw away to raise the alarm: as little as the false alarms allow.
 * What the choice is worth is told by cross-validation: chosen on nine tenths of the bugs, asked
 * about the rest.
 */
final class FitAlarm {
  private static final double[] BOUNDS = {0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5};

  private final List<GroundTruth> answers;
  private final double falseAlarms;
  private final Map<Double, List<Prediction>> said = new TreeMap<>();

  FitAlarm(List<Case> cases, List<GroundTruth> answers, double falseAlarms) {
    this.answers = answers;
    this.falseAlarms = falseAlarms;
    for (double bound : BOUNDS) {
      Assessor assessor = new Assessor(Parameters.parsed(text(bound)));
      said.put(
          bound,
          cases.stream().map(each -> Prediction.of(each.course().judged(assessor))).toList());
    }
  }

  private static String text(double bound) {
    return new ParameterText(Parameters.text("shipped"))
        .with(Map.of("alarm.discarded-share", shares(bound)));
  }

  /** The bound, and those of the severities above it at the distance that the shipped ones have. */
  private static String shares(double bound) {
    return FitFigures.decimal(bound)
        + " "
        + FitFigures.decimal(bound + 0.15)
        + " "
        + FitFigures.decimal(bound + 0.25);
  }

  void fit(Map<String, String> fitted) {
    said.keySet()
        .forEach(bound -> FitFigures.print("alarm at " + bound, Alarms.of(all(bound, -1))));
    List<WatchedSearch> outOfFold = new ArrayList<>();
    for (int fold = 0; fold < Folds.USUAL.count(); fold++) {
      double chosen = chosen(fold);
      for (int i = 0; i < answers.size(); i++) {
        if (Folds.USUAL.of(answers.get(i).group()) == fold) {
          outOfFold.add(watched(i, chosen));
        }
      }
    }
    double chosen = chosen(-1);
    fitted.put("alarm.discarded-share", shares(chosen));
    FitFigures.print("alarm " + chosen + ", out of fold", Alarms.of(outOfFold));
  }

  /** The least bound with few enough false alarms outside of a fold. */
  private double chosen(int without) {
    for (double bound : BOUNDS) {
      Alarms alarms = Alarms.of(all(bound, without));
      if (alarms.falseAlarms() <= falseAlarms * alarms.right()) {
        return bound;
      }
    }
    return BOUNDS[BOUNDS.length - 1];
  }

  private List<WatchedSearch> all(double bound, int without) {
    List<WatchedSearch> all = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      if (Folds.USUAL.of(answers.get(i).group()) != without) {
        all.add(watched(i, bound));
      }
    }
    return all;
  }

  private WatchedSearch watched(int i, double bound) {
    return answers.get(i).watched(said.getOrDefault(bound, List.of()).get(i));
  }
}
