package firstbad.server.metrics;

import firstbad.server.view.AtStake;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Machine time at stake in the last 30 days by one thing: at most 20 series of the largest and one
 * of the rest, for running and for settled bisections. Each has a metric of its own, since a sum
 * over all series of one would count the time several times.
 */
enum StakeSeries {
  MANAGER("firstbad.machine.at.stake.seconds", "manager", AtStake::manager),
  TREE("firstbad.machine.at.stake.by.tree.seconds", "tree", AtStake::tree),
  BUG("firstbad.machine.at.stake.by.bug.seconds", "bug", AtStake::bug);

  static final Duration DAYS = Duration.ofDays(30);
  private static final int MOST = 20;
  private static final int LONGEST = 100;
  private static final String REST = "others";

  private final String metric;
  private final String tag;

  @SuppressWarnings("ImmutableEnumChecker") // has no state
  private final Function<AtStake, String> by;

  StakeSeries(String metric, String tag, Function<AtStake, String> by) {
    this.metric = metric;
    this.tag = tag;
    this.by = by;
  }

  /** The metric, with two zeros. */
  MultiGauge registered(MeterRegistry registry) {
    MultiGauge gauge =
        MultiGauge.builder(metric)
            .description(
                "Machine time after derailments by "
                    + tag
                    + ", of bisections with a line in the last 30 days.")
            .register(registry);
    gauge.register(rows(List.of()), true);
    return gauge;
  }

  /** Two series for each name, in seconds; two zeros where there is none. */
  List<Row<?>> rows(List<AtStake> all) {
    Map<String, long[]> sums = new TreeMap<>();
    for (AtStake one : all) {
      String whole = by.apply(one);
      String name = whole.substring(0, Math.min(LONGEST, whole.length()));
      sums.computeIfAbsent(name, none -> new long[2])[one.running() ? 0 : 1] += one.millis();
    }
    List<Row<?>> rows = new ArrayList<>();
    Map<String, long[]> kept = sums.isEmpty() ? Map.of("", new long[2]) : most(sums);
    kept.forEach(
        (name, millis) -> {
          rows.add(row(name, "running", millis[0]));
          rows.add(row(name, "settled", millis[1]));
        });
    return rows;
  }

  private static Map<String, long[]> most(Map<String, long[]> all) {
    List<Map.Entry<String, long[]>> sorted = new ArrayList<>(all.entrySet());
    sorted.sort(
        Comparator.comparingLong(
            (Map.Entry<String, long[]> each) -> -each.getValue()[0] - each.getValue()[1]));
    Map<String, long[]> kept = new TreeMap<>();
    for (Map.Entry<String, long[]> each : sorted) {
      String name = kept.size() < MOST ? each.getKey() : REST;
      long[] sum = kept.computeIfAbsent(name, none -> new long[2]);
      sum[0] += each.getValue()[0];
      sum[1] += each.getValue()[1];
    }
    return kept;
  }

  private Row<Number> row(String name, String state, long millis) {
    return Row.of(Tags.of(tag, name, "state", state), millis / 1000.0);
  }
}
