package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.parameters.Parameters;
import java.util.List;

/**
 * Where the decided revisions lie, in commits behind the start, and which range each verdict left.
 * Git prints how many revisions are left, the newer part less one, so a candidate lies that many
 * commits and one beyond the crashing end. Releases are guessed until git prints its first number.
 */
public final class SearchDistances {
  private final double[] at;
  private final double[] from;
  private final double[] to;
  private double crashes;
  private double clean = Double.POSITIVE_INFINITY;
  private int cleanRelease = -1;

  private SearchDistances(int size) {
    at = new double[size];
    from = new double[size];
    to = new double[size];
  }

  public static SearchDistances of(List<DecidedRevision> tested, Parameters parameters) {
    SearchDistances distances = new SearchDistances(tested.size());
    boolean measured = false;
    for (int i = 0; i < tested.size(); i++) {
      DecidedRevision each = tested.get(i);
      if (each.tag() >= 0) {
        distances.at[i] = parameters.firstRelease + parameters.releaseGap * each.tag();
        distances.cleanRelease = each.bad() ? distances.cleanRelease : i;
      } else {
        if (!measured && each.left() >= 0) {
          measured = true;
          distances.measured(each.left());
        }
        distances.at[i] = distances.crashes + distances.newerPart(each, parameters);
      }
      distances.decide(i, each.bad());
    }
    return distances;
  }

  private void measured(int left) {
    clean = crashes + 2 * (left + 1.0);
    if (cleanRelease >= 0) {
      at[cleanRelease] = clean;
      to[cleanRelease] = Double.POSITIVE_INFINITY;
      from[cleanRelease] = clean;
    }
  }

  private double newerPart(DecidedRevision each, Parameters parameters) {
    double open = clean - crashes;
    double part = each.left() >= 0 ? each.left() + 1.0 : Double.POSITIVE_INFINITY;
    if (part < open) {
      return part;
    }
    return Double.isInfinite(open) ? parameters.firstRelease : Math.max(0, open / 2);
  }

  private void decide(int i, boolean bad) {
    if (bad) {
      from[i] = crashes;
      to[i] = at[i];
      crashes = at[i];
    } else {
      from[i] = at[i];
      to[i] = clean;
      clean = at[i];
    }
  }

  /** Distance of the i-th decided revision. */
  public double at(int i) {
    return at[i];
  }

  /** Newer end of what its verdict threw away; the end itself does not belong to it. */
  public double droppedFrom(int i) {
    return from[i];
  }

  /** Older end of what its verdict threw away. */
  public double droppedTo(int i) {
    return to[i];
  }

  /** Distance of the crashing end of the range. */
  public double crashes() {
    return crashes;
  }

  /** Distance of the clean end of the range; infinite until there is one. */
  public double clean() {
    return clean;
  }

  /** Commits in the range. */
  double size() {
    return Math.max(0, clean - crashes);
  }
}
