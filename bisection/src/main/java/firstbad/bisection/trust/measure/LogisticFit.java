package firstbad.bisection.trust.measure;

import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression with an L2 penalty on standardised features, by Newton's method; the weights
 * are converted back to plain features.
 *
 * @param constant of the plain features
 * @param weights in the order of the columns; 0 for a column that never changes
 * @param means of the columns, what is usual
 */
public record LogisticFit(double constant, List<Double> weights, List<Double> means) {
  private static final int STEPS = 50;
  private static final double SETTLED = 1e-10;

  /**
   * Fits weights to known answers.
   *
   * @param rows one for each culprit, columns alike
   * @param penalty weight of half the squared length of the standardised weights; the constant is
   *     free
   */
  public static LogisticFit of(List<List<Double>> rows, List<Boolean> right, double penalty) {
    int size = rows.size();
    int columns = rows.get(0).size();
    double[] mean = new double[columns];
    double[] spread = new double[columns];
    for (int c = 0; c < columns; c++) {
      for (List<Double> row : rows) {
        mean[c] += row.get(c) / size;
      }
      for (List<Double> row : rows) {
        spread[c] += (row.get(c) - mean[c]) * (row.get(c) - mean[c]) / size;
      }
      spread[c] = StrictMath.sqrt(spread[c]);
    }
    double[][] standard = new double[size][columns + 1];
    for (int r = 0; r < size; r++) {
      standard[r][columns] = 1;
      for (int c = 0; c < columns; c++) {
        standard[r][c] = spread[c] > 1e-9 ? (rows.get(r).get(c) - mean[c]) / spread[c] : 0;
      }
    }
    double[] beta = newton(standard, right, penalty);
    double constant = beta[columns];
    Double[] weights = new Double[columns];
    for (int c = 0; c < columns; c++) {
      weights[c] = spread[c] > 1e-9 ? beta[c] / spread[c] : 0.0;
      constant -= weights[c] * mean[c];
    }
    return new LogisticFit(constant, List.of(weights), Arrays.stream(mean).boxed().toList());
  }

  /** The probability of a row of plain features. */
  public double probability(List<Double> row) {
    double x = constant;
    for (int c = 0; c < row.size(); c++) {
      x += weights.get(c) * row.get(c);
    }
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double[] newton(double[][] rows, List<Boolean> right, double penalty) {
    int columns = rows[0].length;
    double[] beta = new double[columns];
    for (int step = 0; step < STEPS; step++) {
      double[] slope = new double[columns];
      double[][] curve = new double[columns][columns];
      for (int c = 0; c < columns; c++) {
        double pull = c == columns - 1 ? 1e-9 : penalty;
        slope[c] = -pull * beta[c];
        curve[c][c] = pull;
      }
      for (int r = 0; r < rows.length; r++) {
        double x = 0;
        for (int c = 0; c < columns; c++) {
          x += beta[c] * rows[r][c];
        }
        double p = 1 / (1 + StrictMath.exp(-x));
        double miss = (right.get(r) ? 1 : 0) - p;
        for (int c = 0; c < columns; c++) {
          slope[c] += miss * rows[r][c];
          for (int d = 0; d < columns; d++) {
            curve[c][d] += p * (1 - p) * rows[r][c] * rows[r][d];
          }
        }
      }
      double moved = 0;
      double[] move = solved(curve, slope);
      for (int c = 0; c < columns; c++) {
        beta[c] += move[c];
        moved = Math.max(moved, Math.abs(move[c]));
      }
      if (moved < SETTLED) {
        break;
      }
    }
    return beta;
  }

  /** Gaussian elimination with the largest pivot; both arguments are used up. */
  private static double[] solved(double[][] matrix, double[] side) {
    int size = side.length;
    for (int c = 0; c < size; c++) {
      int pivot = c;
      for (int r = c + 1; r < size; r++) {
        pivot = Math.abs(matrix[r][c]) > Math.abs(matrix[pivot][c]) ? r : pivot;
      }
      double[] row = matrix[pivot];
      matrix[pivot] = matrix[c];
      matrix[c] = row;
      double value = side[pivot];
      side[pivot] = side[c];
      side[c] = value;
      for (int r = c + 1; r < size; r++) {
        double factor = matrix[r][c] / matrix[c][c];
        for (int k = c; k < size; k++) {
          matrix[r][k] -= factor * matrix[c][k];
        }
        side[r] -= factor * side[c];
      }
    }
    double[] solution = new double[size];
    for (int r = size - 1; r >= 0; r--) {
      double rest = side[r];
      for (int k = r + 1; k < size; k++) {
        rest -= matrix[r][k] * solution[k];
      }
      solution[r] = rest / matrix[r][r];
    }
    return solution;
  }
}
