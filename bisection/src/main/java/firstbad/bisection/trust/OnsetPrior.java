package firstbad.bisection.trust;

/**
 * How far behind a commit its bug was written: a heavy tail, 1 - (scale / (scale + d))^exponent.
 *
 * @param scale in commits
 */
record OnsetPrior(double scale, double exponent) {

  /** Share of bugs that are at most so many commits old. */
  double within(double commits) {
    return 1 - StrictMath.pow(scale / (scale + commits), exponent);
  }
}
