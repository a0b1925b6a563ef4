package firstbad.bench;

import firstbad.bisection.trust.measure.Alarms;
import firstbad.bisection.trust.measure.Calibration;
import firstbad.bisection.trust.measure.LevelRights;
import firstbad.bisection.trust.measure.Ranking;
import firstbad.bisection.trust.measure.Scored;
import java.util.List;
import java.util.Locale;

/** What a fit is worth, printed; and its numbers as a parameter file has them. */
final class FitFigures {

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** One line of figures: how well probabilities rank, and how true they are. */
  static void print(String name, List<Scored> scored) {
    Ranking ranking = Ranking.of(scored);
    Calibration calibration = Calibration.of(scored);
    StringBuilder levels = new StringBuilder();
    for (LevelRights each : LevelRights.of(scored)) {
      levels.append(
          String.format(
              Locale.ROOT,
              "  %s %d (%.1f %%)",
              each.level().name().toLowerCase(Locale.ROOT),
              each.count(),
              100 * each.share()));
    }
    System.out.printf(
        Locale.ROOT,
        "%-24s AUC %.3f (%.3f-%.3f)  Brier %.3f  log-loss %.3f  error %.3f%s%n",
        name,
        ranking.area(),
        ranking.from(),
        ranking.to(),
        calibration.brier(),
        calibration.logLoss(),
        calibration.error(),
        levels);
  }

  /** One line of figures: how many alarms were right, and in time. */
  static void print(String name, Alarms alarms) {
    System.out.printf(
        Locale.ROOT,
        "%-24s caught %d of %d, in time %d, false %d of %d, blamed rightly %d%n",
        name,
        alarms.caught(),
        alarms.derailed(),
        alarms.inTime(),
        alarms.falseAlarms(),
        alarms.right(),
        alarms.blamedRightly());
  }

  private FitFigures() {}
}
