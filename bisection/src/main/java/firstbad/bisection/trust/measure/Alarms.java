package firstbad.bisection.trust.measure;

import java.util.List;

/**
 * How good alarms and blame are.
 *
 * @param derailed bisections in which a revision without the cause was called bad
 * @param caught those of them that raised an alarm
 * @param inTime those of them that raised it at the derailing revision or before
 * @param right bisections with a right culprit
 * @param falseAlarms those of them that raised an alarm
 * @param blamedRightly derailed ones whose derailing revision is the one blamed
 * @param blamed derailed ones in which some revision is blamed
 * @param blamedThoughRight bisections with a right culprit in which a revision is blamed
 * @param leftToTest median share of revisions still to be tested when a caught one raised its
 *     alarm; NaN when none was caught
 */
public record Alarms(
    int derailed,
    int caught,
    int inTime,
    int right,
    int falseAlarms,
    int blamedRightly,
    int blamed,
    int blamedThoughRight,
    double leftToTest) {

  public static Alarms of(List<WatchedSearch> watched) {
    List<WatchedSearch> derailed =
        watched.stream().filter(each -> each.truth() == WatchedSearch.Truth.CALLED_BAD).toList();
    List<WatchedSearch> right =
        watched.stream().filter(each -> each.truth() == WatchedSearch.Truth.RIGHT).toList();
    double[] left =
        derailed.stream()
            .filter(each -> each.alarmedAt() != null)
            .mapToDouble(Alarms::left)
            .sorted()
            .toArray();
    return new Alarms(
        derailed.size(),
        left.length,
        (int) derailed.stream().filter(Alarms::early).count(),
        right.size(),
        (int) right.stream().filter(each -> each.alarmedAt() != null).count(),
        (int) derailed.stream().filter(Alarms::rightlyBlamed).count(),
        (int) derailed.stream().filter(each -> each.blamedAt() != null).count(),
        (int) right.stream().filter(each -> each.blamedAt() != null).count(),
        left.length == 0 ? Double.NaN : (left[(left.length - 1) / 2] + left[left.length / 2]) / 2);
  }

  private static double left(WatchedSearch watched) {
    Integer at = watched.alarmedAt();
    return at == null || watched.revisions() == 0
        ? 0
        : (watched.revisions() - at) / (double) watched.revisions();
  }

  private static boolean early(WatchedSearch watched) {
    Integer at = watched.alarmedAt();
    Integer derailed = watched.derailedAt();
    return at != null && derailed != null && at <= derailed;
  }

  private static boolean rightlyBlamed(WatchedSearch watched) {
    Integer blamed = watched.blamedAt();
    return blamed != null && blamed.equals(watched.derailedAt());
  }
}
