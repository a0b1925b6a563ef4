package firstbad.bisection.trust;

import java.util.List;

/**
 * A decided revision after the first, in numbers.
 *
 * @param tag how many tags were probed before this release; -1 for a step of git
 * @param left revisions left that git printed before it; -1 when it did not
 * @param bad whether it crashed
 * @param ok runs that went through
 * @param crashes pairs: index of a cluster, its runs
 */
public record Tested(int tag, int left, boolean bad, int ok, List<Integer> crashes) {

  int crashed() {
    int sum = 0;
    for (int i = 1; i < crashes.size(); i += 2) {
      sum += crashes.get(i);
    }
    return sum;
  }

  /** Whether it is bad and nothing that crashed it looks like the bug. */
  boolean foreign(List<Cluster> clusters) {
    if (!bad || crashes.isEmpty()) {
      return false;
    }
    for (int i = 0; i < crashes.size(); i += 2) {
      if (!clusters.get(crashes.get(i)).foreign()) {
        return false;
      }
    }
    return true;
  }
}
