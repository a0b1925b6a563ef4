package firstbad.topology.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CommitWatchTest {
  private final AtomicLong now = new AtomicLong(1);
  private final CommitWatch watch = new CommitWatch(now::get);

  @Test
  void lines_wait_from_when_they_were_read_to_the_commit() {
    watch.polled(Set.of(0), false);
    pass(5);
    assertThat(watch.waitingMillis()).isZero();

    watch.polled(Set.of(0), true);
    pass(7);
    watch.polled(Set.of(0), true);
    pass(2);
    assertThat(watch.waitingMillis()).isEqualTo(9_000);

    watch.committed();
    assertThat(watch.waitingMillis()).isZero();
  }

  @Test
  void partitions_that_moved_away_are_no_concern_any_more() {
    watch.polled(Set.of(0, 1), true);
    pass(20);
    watch.polled(Set.of(1), false);

    assertThat(watch.waitingMillis()).isZero();
  }

  @Test
  void each_thread_counts_for_itself_and_not_after_its_end() throws InterruptedException {
    Thread other = new Thread(() -> watch.polled(Set.of(1), true));
    other.start();
    other.join();
    pass(3);
    watch.polled(Set.of(0), true);
    watch.committed();
    assertThat(watch.waitingMillis()).isEqualTo(3_000);

    watch.polled(Set.of(0), true);
    watch.ended();
    assertThat(watch.waitingMillis()).isEqualTo(3_000);
  }

  private void pass(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
