package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.number.PackedInts;
import java.util.ArrayList;
import java.util.List;

/**
 * A decided revision after the first: a row among packed numbers, which are, in their order, {@link
 * #tag}, {@link #left}, {@link #ok} and {@link #bad} together, twice the number of crashed
 * clusters, and for each of these its index and its runs. A record for each would take several
 * times that.
 */
public final class DecidedRevision {
  private static final int TAG = 0;
  private static final int LEFT = 1;
  private static final int OK_AND_BAD = 2;
  private static final int CRASHES = 3;
  private static final int FIXED = 4;

  private final PackedInts rows;
  private final int start;

  private DecidedRevision(PackedInts rows, int start) {
    this.rows = rows;
    this.start = start;
  }

  /** The rows with one more after them. */
  static PackedInts added(PackedInts rows, int tag, int left, boolean bad, int ok, int[] crashes) {
    int start = rows.size();
    int[] more = rows.longerBy(FIXED + crashes.length);
    more[start + TAG] = tag;
    more[start + LEFT] = left;
    more[start + OK_AND_BAD] = 2 * ok + (bad ? 1 : 0);
    more[start + CRASHES] = crashes.length;
    System.arraycopy(crashes, 0, more, start + FIXED, crashes.length);
    return PackedInts.of(more);
  }

  /** The revisions in these rows. */
  static List<DecidedRevision> in(PackedInts rows, int count) {
    List<DecidedRevision> tested = new ArrayList<>(count);
    for (int i = 0; i < rows.size(); i += FIXED + rows.at(i + CRASHES)) {
      tested.add(new DecidedRevision(rows, i));
    }
    return tested;
  }

  /** How many tags were probed before this release; -1 for a step of git. */
  int tag() {
    return rows.at(start + TAG);
  }

  /** Revisions left that git printed before it; -1 when it did not. */
  int left() {
    return rows.at(start + LEFT);
  }

  /** Runs without a crash. */
  public int ok() {
    return rows.at(start + OK_AND_BAD) / 2;
  }

  /** Whether it crashed. */
  public boolean bad() {
    return rows.at(start + OK_AND_BAD) % 2 == 1;
  }

  /** How many clusters crashed it. */
  public int clusters() {
    return rows.at(start + CRASHES) / 2;
  }

  /** The i-th cluster that crashed it, by its index. */
  public int cluster(int i) {
    return rows.at(start + FIXED + 2 * i);
  }

  /** Runs that the i-th cluster crashed. */
  public int runs(int i) {
    return rows.at(start + FIXED + 2 * i + 1);
  }

  public int crashed() {
    int sum = 0;
    for (int i = 0; i < clusters(); i++) {
      sum += runs(i);
    }
    return sum;
  }

  /** Whether it is bad and nothing that crashed it looks like the bug. */
  public boolean foreign(List<TitleCluster> clusters) {
    if (!bad() || clusters() == 0) {
      return false;
    }
    for (int i = 0; i < clusters(); i++) {
      if (!clusters.get(cluster(i)).foreign()) {
        return false;
      }
    }
    return true;
  }
}
