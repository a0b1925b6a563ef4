package firstbad.server.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
  @Test
  void the_age_is_that_of_the_oldest_record_that_waits() {
    Backlog backlog = new Backlog();
    backlog.look(0, 1_000, 0, 10);
    backlog.look(0, 5_000, 0, 20);
    assertThat(backlog.age(6_000)).isEqualTo(5_000);
    assertThat(backlog.records()).isEqualTo(20);

    backlog.look(0, 7_000, 10, 20);
    assertThat(backlog.age(7_000)).isEqualTo(2_000);

    backlog.look(0, 8_000, 20, 20);
    assertThat(backlog.age(9_000)).isZero();
    assertThat(backlog.records()).isZero();
  }

  @Test
  void it_is_stuck_while_records_wait_and_nothing_moves() {
    Backlog backlog = new Backlog();
    backlog.look(0, 60_000, 10, 10);
    assertThat(backlog.stuck(70_000)).isZero();
    backlog.look(0, 71_000, 10, 11);
    backlog.look(0, 81_000, 10, 12);
    assertThat(backlog.stuck(81_000)).as("since it was seen to wait").isEqualTo(10_000);
    backlog.look(0, 82_000, 11, 12);
    assertThat(backlog.stuck(82_000)).isZero();
  }

  @Test
  void a_reader_that_never_moves_costs_no_memory() {
    Backlog backlog = new Backlog();
    for (int second = 0; second < 100_000; second++) {
      backlog.look(0, second * 1000L, 0, second + 1L);
    }
    assertThat(backlog.age(100_000_000)).isEqualTo(100_000_000);
    assertThat(backlog.records()).isEqualTo(100_000);
  }

  @Test
  void that_other_partitions_move_does_not_help_one_that_does_not() {
    Backlog backlog = new Backlog();
    for (int second = 0; second <= 30; second++) {
      backlog.look(0, second * 1000L, second, second + 5L);
      backlog.look(1, second * 1000L, 7, 9);
    }

    assertThat(backlog.stuck(30_000)).isEqualTo(30_000);
    assertThat(backlog.stuck(30_000, 10_000)).containsExactly(1);
  }
}
