package firstbad.bench.chaos;

import java.util.List;
import java.util.Locale;

/**
 * One trouble of a plan.
 *
 * @param at when it begins, in milliseconds since the plan began
 * @param trouble what happens
 * @param targets to whom, by name; {@link StrikePlan#CONTROLLER} is the broker that leads the
 *     quorum then
 * @param lasting how long it lasts, in milliseconds
 */
record Strike(long at, Fault trouble, List<String> targets, long lasting) {
  Strike {
    targets = List.copyOf(targets);
  }

  /** What it is counted as: the trouble and the kind of process. */
  String kind() {
    return trouble.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + " "
        + (targets.size() > 1 ? "two brokers" : targets.get(0).replaceAll("-[0-9]+$", ""));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%7.1f s  %-9s %s for %.1f s",
        at / 1000.0,
        trouble.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        String.join(" and ", targets),
        lasting / 1000.0);
  }
}
