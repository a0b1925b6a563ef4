package firstbad.bisection.trust.posterior;

import java.util.Arrays;
import java.util.List;

/**
 * What the revisions showed, from the newest to the oldest, in numbers: certain crashes apart from
 * those of titles that may or may not show the bug. Such a title is counted from 0 in the order in
 * which it is met.
 */
final class RunEvidence {
  private static final int[] NO_TITLES = {};

  /** Of no revision. */
  static final RunEvidence NONE = new RunEvidence();

  private final int[] ok;
  private final int[] certain;
  private final int[][] uncertain;
  private final int[] met;
  private final int[] places;
  private final int tail;
  private double[] shows = {};

  private RunEvidence() {
    ok = NO_TITLES;
    certain = NO_TITLES;
    uncertain = new int[0][];
    met = NO_TITLES;
    places = NO_TITLES;
    tail = 0;
  }

  /**
   * @param order indexes of the revisions from the newest to the oldest
   */
  RunEvidence(List<DecidedRevision> tested, int[] order, TitleOdds titles) {
    int size = order.length;
    ok = new int[size];
    certain = new int[size];
    uncertain = new int[size][];
    met = new int[size];
    places = new int[titles.clusters()];
    Arrays.fill(places, -1);
    int last = 0;
    for (int i = 0; i < size; i++) {
      DecidedRevision each = tested.get(order[i]);
      ok[i] = each.ok();
      uncertain[i] = sort(each, i, titles);
      met[i] = shows.length;
      last = uncertain[i].length > 0 ? i + 1 : last;
    }
    tail = last;
  }

  /** Tells the uncertain crashes of a revision from the certain ones, which it adds up. */
  private int[] sort(DecidedRevision each, int revision, TitleOdds titles) {
    int[] open = NO_TITLES;
    for (int i = 0; i < each.clusters(); i++) {
      int cluster = each.cluster(i);
      if (titles.bit(cluster) >= 0) {
        open = Arrays.copyOf(open, open.length + 2);
        open[open.length - 2] = place(cluster, titles);
        open[open.length - 1] = each.runs(i);
      } else if (titles.taken(cluster)) {
        certain[revision] += each.runs(i);
      }
    }
    return open;
  }

  private int place(int cluster, TitleOdds titles) {
    if (places[cluster] < 0) {
      places[cluster] = shows.length;
      shows = Arrays.copyOf(shows, shows.length + 1);
      shows[places[cluster]] = titles.of(cluster);
    }
    return places[cluster];
  }

  /** Whether both show the same up to this revision, apart from the chances of titles. */
  boolean agrees(RunEvidence other, int revisions) {
    boolean same =
        Arrays.equals(ok, 0, revisions, other.ok, 0, revisions)
            && Arrays.equals(certain, 0, revisions, other.certain, 0, revisions);
    for (int i = 0; same && i < revisions; i++) {
      same = Arrays.equals(uncertain[i], other.uncertain[i]);
    }
    return same;
  }

  /** How many revisions there are. */
  int size() {
    return ok.length;
  }

  /** The revision after the last one that an uncertain title crashed; 0 when there is none. */
  int tail() {
    return tail;
  }

  /** How many uncertain titles have been met when this revision is seen. */
  int met(int revision) {
    return met[revision];
  }

  /** How many uncertain titles are met in all. */
  int titles() {
    return shows.length;
  }

  /** The chance that an uncertain title shows the bug. */
  double shows(int title) {
    return shows[title];
  }

  /** Runs of a revision without a crash. */
  int ok(int revision) {
    return ok[revision];
  }

  /**
   * Runs of a revision that crashed with titles that show the bug.
   *
   * @param bug a bit for each uncertain title, set when it shows the bug
   */
  int crashed(int revision, int bug) {
    int crashed = certain[revision];
    int[] open = uncertain[revision];
    for (int i = 0; i < open.length; i += 2) {
      crashed += (bug >> open[i] & 1) * open[i + 1];
    }
    return crashed;
  }
}
