package firstbad.app.evaluate;

import firstbad.bisection.trust.measure.GroundTruth;
import firstbad.bisection.trust.measure.LogisticFit;
import firstbad.bisection.trust.parameters.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Two numbers that bring the trust that is shipped closer to what became of culprits here: the
 * logit is multiplied by the slope, and the shift is added. The order of culprits stays the same.
 *
 * @param marks how many answers it rests on
 */
record Recalibration(double slope, double shift, int marks) {
  /** Fewer say too little: the two numbers would follow chance. */
  static final int LEAST_MARKS = 50;

  /** More than any answers of a fair number give; scores that part them perfectly give any. */
  private static final double STEEPEST = 10;

  private static final double CLOSE_TO_SURE = 1e-6;

  /** A line that gives a constant, or a weight and the usual value of its feature. */
  private static final Pattern WEIGHT =
      Pattern.compile("(early|final)\\.([a-z-]+) = (-?[0-9.]+)( .*)?");

  /**
   * Fits them; null where fewer than {@link #LEAST_MARKS} culprits that were judged with the
   * shipped parameters have an answer, and where no such numbers follow from these: all answers or
   * all scores are the same, one score parts them without a mistake, or trust was upside down.
   *
   * @param answers one for each case, in their order
   */
  static @Nullable Recalibration of(List<Case> cases, List<GroundTruth> answers) {
    String shipped = Parameters.shipped().version();
    List<List<Double>> rows = new ArrayList<>();
    List<Boolean> right = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Boolean answer = answers.get(i).right();
      Double score = cases.get(i).recorded().score();
      if (answer != null && score != null && shipped.equals(cases.get(i).parameters())) {
        rows.add(List.of(logit(score)));
        right.add(answer);
      }
    }
    return rows.size() < LEAST_MARKS || !right.contains(true) || !right.contains(false)
        ? null
        : fitted(rows, right);
  }

  /** From a logit for each answer. */
  static @Nullable Recalibration fitted(List<List<Double>> rows, List<Boolean> right) {
    LogisticFit fit = LogisticFit.of(rows, right, 0);
    double slope = fit.weights().get(0);
    return slope > 0 && slope <= STEEPEST && Math.abs(fit.constant()) <= STEEPEST
        ? new Recalibration(slope, fit.constant(), rows.size())
        : null; // also where it is not a number
  }

  private static double logit(double score) {
    double inside = Math.max(CLOSE_TO_SURE, Math.min(1 - CLOSE_TO_SURE, score));
    return StrictMath.log(inside / (1 - inside));
  }

  /** The shipped parameters with these two numbers worked in, as a file of parameters. */
  String parameters() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "# Moved by what became of %d culprits: slope %.3f, shift %.3f. Only the end of a search"
                + " was measured;",
            marks,
            slope,
            shift));
    lines.add("# early.* is moved by the same. Measure it first, with other answers than these:");
    lines.add("# firstbad evaluate LABELS LOGS --parameters FILE");
    for (String line : Parameters.text("shipped").lines().toList()) {
      lines.add(changed(line));
    }
    return String.join("\n", lines) + "\n";
  }

  private String changed(String line) {
    if (line.startsWith("version = ")) {
      return line + "-recalibrated";
    }
    Matcher weight = WEIGHT.matcher(line);
    if (!weight.matches()) {
      return line;
    }
    boolean constant = weight.group(2).equals("constant");
    double value = slope * Double.parseDouble(weight.group(3)) + (constant ? shift : 0);
    String rest = weight.group(4) == null ? "" : weight.group(4);
    return String.format(Locale.ROOT, "%s.%s = %.6f", weight.group(1), weight.group(2), value)
        + rest;
  }

  /** What it is, and what to do with it. */
  String sentence() {
    return String.format(
        Locale.ROOT,
        "%d answers move the trust that is shipped by a slope of %.3f and a shift of %.3f;"
            + " --recalibrated FILE writes the parameters that follow, and nothing uses them by"
            + " itself.",
        marks,
        slope,
        shift);
  }
}
