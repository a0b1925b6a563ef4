package firstbad.server.metrics;

import firstbad.server.view.AtStake;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Machine time at stake in the last 30 days, by manager: at most 20, and the rest in one. */
final class StakeSeries {
  private static final Duration DAYS = Duration.ofDays(30);
  private static final int MANAGERS = 20;
  private static final String REST = "others";

  private StakeSeries() {}

  /** The time in milliseconds by manager: of bisections that run, and of those that ended. */
  static Map<String, long[]> of(Handle db, long now) {
    Map<String, long[]> all = new TreeMap<>();
    for (AtStake one : AtStake.since(db, now - DAYS.toMillis())) {
      all.computeIfAbsent(one.manager(), none -> new long[2])[one.running() ? 0 : 1] +=
          one.millis();
    }
    return most(all);
  }

  private static Map<String, long[]> most(Map<String, long[]> all) {
    List<Map.Entry<String, long[]>> sorted = new ArrayList<>(all.entrySet());
    sorted.sort(
        Comparator.comparingLong(
            (Map.Entry<String, long[]> each) -> -each.getValue()[0] - each.getValue()[1]));
    Map<String, long[]> kept = new TreeMap<>();
    for (Map.Entry<String, long[]> each : sorted) {
      String name = kept.size() < MANAGERS ? each.getKey() : REST;
      long[] sum = kept.computeIfAbsent(name, none -> new long[2]);
      sum[0] += each.getValue()[0];
      sum[1] += each.getValue()[1];
    }
    return kept;
  }

  /** Two series for each manager, in seconds; two zeros where there is none. */
  static List<Row<?>> rows(Map<String, long[]> byManager) {
    List<Row<?>> rows = new ArrayList<>();
    Map<String, long[]> all = byManager.isEmpty() ? Map.of("", new long[2]) : byManager;
    all.forEach(
        (manager, millis) -> {
          rows.add(row(manager, "running", millis[0]));
          rows.add(row(manager, "settled", millis[1]));
        });
    return rows;
  }

  private static Row<Number> row(String manager, String state, long millis) {
    return Row.of(Tags.of("manager", manager, "state", state), millis / 1000.0);
  }
}
