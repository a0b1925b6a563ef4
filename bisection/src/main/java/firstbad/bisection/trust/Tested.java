package firstbad.bisection.trust;

import java.util.ArrayList;
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
record Tested(int tag, int left, boolean bad, int ok, List<Integer> crashes) {

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

  /** Adds this revision to others in numbers; a record for each would take twice that. */
  List<Integer> addedTo(List<Integer> rows) {
    List<Integer> more = new ArrayList<>(rows.size() + 4 + crashes.size());
    more.addAll(rows);
    more.add(tag);
    more.add(left);
    more.add(2 * ok + (bad ? 1 : 0));
    more.add(crashes.size());
    more.addAll(crashes);
    return List.copyOf(more);
  }

  /** The revisions that {@link #addedTo} put into numbers. */
  static List<Tested> unpacked(List<Integer> rows) {
    List<Tested> tested = new ArrayList<>();
    for (int i = 0; i < rows.size(); ) {
      int crashes = i + 4;
      int next = crashes + rows.get(i + 3);
      tested.add(
          new Tested(
              rows.get(i),
              rows.get(i + 1),
              rows.get(i + 2) % 2 == 1,
              rows.get(i + 2) / 2,
              rows.subList(crashes, next)));
      i = next;
    }
    return tested;
  }
}
