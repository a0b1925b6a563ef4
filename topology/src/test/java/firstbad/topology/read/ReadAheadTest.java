package firstbad.topology.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private final ReadAhead ahead = new ReadAhead(100);

  @Test
  void nothing_more_is_read_until_what_waits_is_processed() {
    ahead.read(0, 9, 60);
    assertThat(ahead.full()).isFalse();
    ahead.read(1, 4, 60);
    assertThat(ahead.full()).isTrue();

    ahead.processed(0, 8);
    assertThat(ahead.full()).as("the last of its poll still waits").isTrue();
    ahead.processed(0, 9);
    assertThat(ahead.full()).isFalse();
  }

  @Test
  void what_is_to_be_read_again_waits_no_more() {
    ahead.position(0, 10, false);
    ahead.read(0, 9, 200);
    ahead.position(0, 10, true);
    assertThat(ahead.full()).isTrue();

    ahead.position(0, 3, true);
    assertThat(ahead.full()).as("Streams went back to what was committed").isFalse();
  }

  @Test
  void what_nobody_processes_holds_nothing_up_for_ever() {
    ahead.read(0, 9, 200);
    for (int poll = 0; poll < 100; poll++) {
      assertThat(ahead.full()).isTrue();
    }
    assertThat(ahead.full()).isFalse();

    ahead.read(0, 19, 200);
    ahead.processed(0, 12);
    assertThat(ahead.full()).as("something is processed").isTrue();
  }

  @Test
  void what_belongs_to_another_thread_now_waits_no_more() {
    ahead.position(0, 10, false);
    ahead.position(1, 10, false);
    ahead.read(0, 9, 200);
    ahead.read(1, 9, 50);

    ahead.keep(Set.of(1));
    assertThat(ahead.full()).isFalse();
    ahead.read(1, 19, 60);
    assertThat(ahead.full()).isTrue();
  }
}
