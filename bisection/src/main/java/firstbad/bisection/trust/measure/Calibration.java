package firstbad.bisection.trust.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say.
 *
 * @param brier mean squared distance between probability and answer; 0 is perfect
 * @param logLoss mean of -ln of the probability that was given to the answer
 * @param error expected calibration error: mean distance between claimed and true share over the
 *     bins, weighed by their sizes
 * @param bins ten, empty ones too
 */
public record Calibration(double brier, double logLoss, double error, List<Bin> bins) {
  private static final int BINS = 10;
  private static final double LEAST = 1e-6;

  /**
   * Culprits whose probability is in [from, to).
   *
   * @param claimed mean probability; NaN when it is empty
   * @param right share that is right; NaN when it is empty
   */
  public record Bin(double from, double to, int count, double claimed, double right) {}

  /** Sums run in the order given. */
  public static Calibration of(List<Scored> scored) {
    double[] claimed = new double[BINS];
    int[] right = new int[BINS];
    int[] count = new int[BINS];
    double brier = 0;
    double logLoss = 0;
    for (Scored each : scored) {
      double p = each.probability();
      double answer = each.right() ? 1 : 0;
      brier += (p - answer) * (p - answer);
      double given = each.right() ? p : 1 - p;
      logLoss -= StrictMath.log(Math.max(LEAST, given));
      int bin = Math.min(BINS - 1, (int) (p * BINS));
      claimed[bin] += p;
      right[bin] += each.right() ? 1 : 0;
      count[bin]++;
    }
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    for (int i = 0; i < BINS; i++) {
      bins.add(
          new Bin(
              i / (double) BINS,
              (i + 1) / (double) BINS,
              count[i],
              claimed[i] / count[i],
              right[i] / (double) count[i]));
      error += Math.abs(claimed[i] - right[i]);
    }
    int size = scored.size();
    return new Calibration(brier / size, logLoss / size, error / size, List.copyOf(bins));
  }
}
