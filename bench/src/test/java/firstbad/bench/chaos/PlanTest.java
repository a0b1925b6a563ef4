package firstbad.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void a_seed_is_a_plan() {
    assertThat(Plan.drawn(7, 30, 5000)).isEqualTo(Plan.drawn(7, 30, 5000));
    assertThat(Plan.eachOnce(7, 500)).isEqualTo(Plan.eachOnce(7, 500));
    assertThat(Plan.drawn(7, 30, 5000).strikes()).isNotEqualTo(Plan.drawn(8, 30, 5000).strikes());
  }

  @Test
  void each_once_has_every_trouble_and_kills_every_kind_of_process() {
    List<Strike> strikes = Plan.eachOnce(1, 500).strikes();

    assertThat(strikes.stream().map(Strike::trouble).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Trouble.values()));
    assertThat(strikes.stream().map(Strike::kind))
        .contains(
            "kill topology",
            "kill publisher",
            "kill server",
            "kill broker",
            "kill controller",
            "kill two brokers")
        .doesNotHaveDuplicates();
  }

  @Test
  void nobody_is_struck_while_in_trouble_and_no_two_brokers_but_on_purpose() {
    Set<String> all = new HashSet<>();
    long brokersBusyUntil = 0;
    for (Strike strike : Plan.drawn(3, 120, 4000).strikes()) {
      all.addAll(strike.targets());
      boolean brokers =
          Plan.BROKERS.containsAll(strike.targets()) || strike.targets().contains(Plan.CONTROLLER);
      if (brokers) {
        assertThat(strike.at()).as("%s", strike).isGreaterThanOrEqualTo(brokersBusyUntil);
        brokersBusyUntil = strike.at() + strike.lasting();
      }
    }
    assertThat(all)
        .containsAll(Plan.BROKERS)
        .containsAll(Plan.TOPOLOGIES)
        .containsAll(Plan.PUBLISHERS)
        .contains(Plan.SERVER, Plan.CONTROLLER);
  }
}
