package firstbad.bisection.trust.measure;

/**
 * Parts for cross-validation: what belongs to one group stays in one part, so that nothing is asked
 * about a bug that it was fitted on. Which part is told by the group's name, so it never changes.
 */
public record Folds(int count) {

  /** As many as everything here is measured with. */
  public static final Folds USUAL = new Folds(10);

  /** The part of a group, from 0. */
  public int of(String group) {
    return Math.floorMod(group.hashCode(), count);
  }
}
