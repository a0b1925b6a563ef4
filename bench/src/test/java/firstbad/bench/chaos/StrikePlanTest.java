package firstbad.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StrikePlanTest {
  @Test
  void a_seed_is_a_plan() {
    assertThat(StrikePlan.drawn(7, 30, 5000)).isEqualTo(StrikePlan.drawn(7, 30, 5000));
    assertThat(StrikePlan.eachOnce(7, 500)).isEqualTo(StrikePlan.eachOnce(7, 500));
    assertThat(StrikePlan.drawn(7, 30, 5000).strikes())
        .isNotEqualTo(StrikePlan.drawn(8, 30, 5000).strikes());
  }

  @Test
  void each_once_has_every_trouble_and_kills_every_kind_of_process() {
    List<Strike> strikes = StrikePlan.eachOnce(1, 500).strikes();

    assertThat(strikes.stream().map(Strike::trouble).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Fault.values()));
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
    for (Strike strike : StrikePlan.drawn(3, 120, 4000).strikes()) {
      all.addAll(strike.targets());
      boolean brokers =
          StrikePlan.BROKERS.containsAll(strike.targets())
              || strike.targets().contains(StrikePlan.CONTROLLER);
      if (brokers) {
        assertThat(strike.at()).as("%s", strike).isGreaterThanOrEqualTo(brokersBusyUntil);
        brokersBusyUntil = strike.at() + strike.lasting();
      }
    }
    assertThat(all)
        .containsAll(StrikePlan.BROKERS)
        .containsAll(StrikePlan.TOPOLOGIES)
        .containsAll(StrikePlan.PUBLISHERS)
        .contains(StrikePlan.SERVER, StrikePlan.CONTROLLER);
  }
}
