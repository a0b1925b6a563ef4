package firstbad.bisection.trust.parameters;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How far behind a commit its bug was written: a heavy tail, 1 - (scale / (scale + d))^exponent. A
 * search asks for the same distances again with every revision, so the newest are remembered.
 */
public final class OnsetPrior {
  private static final int SLOTS = 1024;

  private record Share(double commits, double within) {}

  private final double scale;
  private final double exponent;
  private final AtomicReferenceArray<Share> shares = new AtomicReferenceArray<>(SLOTS);

  /**
   * @param scale in commits
   */
  OnsetPrior(double scale, double exponent) {
    this.scale = scale;
    this.exponent = exponent;
  }

  /** Share of bugs that are at most so many commits old. */
  public double within(double commits) {
    int slot = (Double.hashCode(commits) * 0x9E3779B9) >>> 22;
    Share share = shares.getPlain(slot);
    if (share == null || share.commits != commits) {
      share = new Share(commits, 1 - StrictMath.pow(scale / (scale + commits), exponent));
      shares.setPlain(slot, share);
    }
    return share.within;
  }
}
