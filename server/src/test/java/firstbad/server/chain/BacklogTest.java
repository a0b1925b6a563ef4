package firstbad.server.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
  @Test
  void the_age_is_that_of_the_oldest_record_that_waits() {
    Backlog backlog = new Backlog(0);
    look(backlog, 1_000, 0, 10);
    look(backlog, 5_000, 0, 20);
    assertThat(backlog.age(6_000)).isEqualTo(5_000);
    assertThat(backlog.records()).isEqualTo(20);

    look(backlog, 7_000, 10, 20);
    assertThat(backlog.age(7_000)).isEqualTo(2_000);

    look(backlog, 8_000, 20, 20);
    assertThat(backlog.age(9_000)).isZero();
    assertThat(backlog.records()).isZero();
  }

  @Test
  void it_is_stuck_while_records_wait_and_nothing_moves() {
    Backlog backlog = new Backlog(0);
    look(backlog, 60_000, 10, 10);
    assertThat(backlog.stuck(70_000)).isZero();
    look(backlog, 71_000, 10, 11);
    look(backlog, 81_000, 10, 12);
    assertThat(backlog.stuck(81_000)).isEqualTo(21_000);
    look(backlog, 82_000, 11, 12);
    assertThat(backlog.stuck(82_000)).isZero();
  }

  @Test
  void a_reader_that_never_moves_costs_no_memory() {
    Backlog backlog = new Backlog(0);
    for (int second = 0; second < 100_000; second++) {
      look(backlog, second * 1000L, 0, second + 1L);
    }
    assertThat(backlog.age(100_000_000)).isEqualTo(100_000_000);
    assertThat(backlog.records()).isEqualTo(100_000);
  }

  private static void look(Backlog backlog, long now, long read, long end) {
    backlog.look(0, now, read, end);
    backlog.looked(now, read);
  }
}
