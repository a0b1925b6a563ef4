package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
  private static final TopicPartition ONE = new TopicPartition("state-changelog", 0);
  private static final TopicPartition OTHER = new TopicPartition("state-changelog", 1);

  private final RestoreProgress progress = new RestoreProgress();

  @Test
  void what_remains_falls_with_each_batch_and_is_nothing_at_the_end() {
    progress.onRestoreStart(ONE, "state", 100, 200);
    progress.onRestoreStart(OTHER, "state", 0, 50);
    assertThat(progress.remaining()).isEqualTo(150);

    progress.onBatchRestored(ONE, "state", 159, 40); // compaction has left 40 of 60
    assertThat(progress.remaining()).isEqualTo(90);
    assertThat(progress.restored()).isEqualTo(40);

    progress.onRestoreEnd(ONE, "state", 40);
    progress.onRestoreSuspended(OTHER, "state", 0);
    assertThat(progress.remaining()).isZero();
  }
}
