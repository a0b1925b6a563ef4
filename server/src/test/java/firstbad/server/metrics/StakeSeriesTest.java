package firstbad.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.server.view.AtStake;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Machine time at stake as Prometheus reads it. */
class StakeSeriesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void time_is_summed_by_manager_tree_and_bug_each_in_a_metric_of_its_own() {
    List<AtStake> all =
        List.of(
            new AtStake("ci", "git://x master", "WARNING in foo", true, 2000),
            new AtStake("ci", "git://y next", "WARNING in foo", false, 3000),
            new AtStake("", "git://y next", "BUG in bar", true, 4000));
    for (StakeSeries series : StakeSeries.values()) {
      MultiGauge gauge = series.registered(registry);
      gauge.register(series.rows(all), true);
    }
    assertThat(seconds("firstbad.machine.at.stake.seconds", "manager", "ci", "running"))
        .isEqualTo(2);
    assertThat(seconds("firstbad.machine.at.stake.seconds", "manager", "ci", "settled"))
        .isEqualTo(3);
    assertThat(
            seconds("firstbad.machine.at.stake.by.tree.seconds", "tree", "git://y next", "running"))
        .isEqualTo(4);
    assertThat(
            seconds("firstbad.machine.at.stake.by.bug.seconds", "bug", "WARNING in foo", "settled"))
        .isEqualTo(3);
  }

  @Test
  void however_many_names_there_are_the_largest_have_series_and_the_rest_has_one() {
    List<AtStake> all = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      all.add(new AtStake("m" + i, "", "x".repeat(1000) + i, true, i * 1000L));
    }
    assertThat(StakeSeries.MANAGER.rows(all)).hasSize(2 * 21);
    assertThat(StakeSeries.TREE.rows(all)).hasSize(2);
    StakeSeries.MANAGER.registered(registry).register(StakeSeries.MANAGER.rows(all), true);
    assertThat(seconds("firstbad.machine.at.stake.seconds", "manager", "others", "running"))
        .isEqualTo(480 * 481 / 2);
    assertThat(seconds("firstbad.machine.at.stake.seconds", "manager", "m500", "running"))
        .isEqualTo(500);
    StakeSeries.BUG.registered(registry).register(StakeSeries.BUG.rows(all), true);
    assertThat(registry.find("firstbad.machine.at.stake.by.bug.seconds").gauges())
        .allMatch(gauge -> String.valueOf(gauge.getId().getTag("bug")).length() <= 100);
  }

  private double seconds(String metric, String tag, String name, String state) {
    Gauge gauge = registry.get(metric).tag(tag, name).tag("state", state).gauge();
    return gauge.value();
  }
}
