package firstbad.bisection.trust.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Area under the ROC curve: the chance that a right culprit is ranked above a wrong one, ties half.
 *
 * @param area NaN where all culprits are right or all are wrong
 * @param from lower end of the 95 % bootstrap interval
 * @param to upper end
 */
public record Ranking(double area, double from, double to) {
  private static final int RESAMPLES = 1000;
  private static final long SEED = 20190321;

  /** Deterministic: the resamples are drawn with a fixed seed. */
  public static Ranking of(List<Scored> scored) {
    List<Scored> sorted =
        scored.stream()
            .sorted(Comparator.comparingDouble(Scored::probability).thenComparing(Scored::log))
            .toList();
    int size = sorted.size();
    double[] probabilities = sorted.stream().mapToDouble(Scored::probability).toArray();
    boolean[] right = new boolean[size];
    int[] once = new int[size];
    for (int i = 0; i < size; i++) {
      right[i] = sorted.get(i).right();
      once[i] = 1;
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] areas = new double[RESAMPLES];
    int usable = 0;
    for (int i = 0; i < RESAMPLES && size > 0; i++) {
      int[] times = new int[size];
      for (int draw = 0; draw < size; draw++) {
        times[random.nextInt(size)]++;
      }
      double area = area(probabilities, right, times);
      if (!Double.isNaN(area)) {
        areas[usable++] = area;
      }
    }
    Arrays.sort(areas, 0, usable);
    return new Ranking(
        area(probabilities, right, once),
        usable == 0 ? Double.NaN : areas[(int) (0.025 * (usable - 1))],
        usable == 0 ? Double.NaN : areas[(int) Math.ceil(0.975 * (usable - 1))]);
  }

  /**
   * @param probabilities ascending
   * @param times how often each counts
   */
  private static double area(double[] probabilities, boolean[] right, int[] times) {
    double wrongBelow = 0;
    double rights = 0;
    double sum = 0;
    for (int i = 0; i < probabilities.length; ) {
      double tiedRight = 0;
      double tiedWrong = 0;
      int j = i;
      for (; j < probabilities.length && probabilities[j] == probabilities[i]; j++) {
        tiedRight += right[j] ? times[j] : 0;
        tiedWrong += right[j] ? 0 : times[j];
      }
      sum += tiedRight * (wrongBelow + tiedWrong / 2);
      rights += tiedRight;
      wrongBelow += tiedWrong;
      i = j;
    }
    return sum / (rights * wrongBelow);
  }
}
