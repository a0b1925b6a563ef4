package firstbad.topology.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private static final long NOW = 1_800_000_000_000L;

  private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
  private final CommitPace pace = new CommitPace();

  @Test
  void a_line_that_has_just_arrived_is_committed_at_once() {
    assertThat(commits(NOW, NOW)).isTrue();
  }

  @Test
  void those_right_after_it_are_committed_together() {
    commits(NOW, NOW);

    assertThat(commits(NOW + 1, NOW + 1)).isFalse();
    assertThat(commits(NOW + 49, NOW + 49)).isFalse();
    assertThat(commits(NOW + 50, NOW + 50)).isTrue();
  }

  @Test
  void a_culprit_is_committed_at_once_but_not_one_after_the_other_and_not_in_a_backlog() {
    commits(NOW, NOW);

    assertThat(names(NOW + 10, NOW + 10)).isTrue();
    assertThat(names(NOW + 109, NOW + 109)).isFalse();
    assertThat(names(NOW + 110, NOW + 110)).isTrue();
    assertThat(names(NOW, NOW + 500)).isFalse();
  }

  @Test
  void what_is_late_may_wait_for_half_as_long_again() {
    commits(NOW, NOW);

    assertThat(commits(NOW - 200, NOW + 100)).isFalse();
    assertThat(commits(NOW - 200, NOW + 200)).isTrue();
  }

  @Test
  void a_backlog_waits_for_a_second_at_most() {
    commits(0, NOW);

    assertThat(commits(0, NOW + 999)).isFalse();
    assertThat(commits(0, NOW + 1000)).isTrue();
  }

  @Test
  void a_line_that_has_just_arrived_does_not_wait_for_a_backlog() {
    commits(0, NOW);

    assertThat(commits(0, NOW + 60)).isFalse();
    assertThat(commits(NOW + 60, NOW + 60)).isTrue();
  }

  @Test
  void where_no_line_comes_the_tick_commits_what_waits_and_then_nothing() {
    commits(NOW, NOW);
    commits(NOW + 10, NOW + 10);

    assertThat(ticks(NOW + 49)).isFalse();
    assertThat(ticks(NOW + 250)).isTrue();
    assertThat(ticks(NOW + 500)).isFalse();
  }

  @Test
  void a_commit_is_followed_by_one_for_what_other_tasks_made_of_it() {
    commits(NOW, NOW);

    assertThat(ticks(NOW + 250)).isTrue();
    assertThat(ticks(NOW + 500)).isFalse();
  }

  @Test
  void a_clock_that_is_set_back_holds_nothing_up() {
    commits(NOW, NOW);

    assertThat(commits(NOW - 3_600_000, NOW - 3_600_000)).isTrue();
  }

  private boolean commits(long at, long now) {
    context.resetCommit();
    pace.applied(context, at, now);
    return context.committed();
  }

  private boolean names(long at, long now) {
    context.resetCommit();
    pace.named(context, at, now);
    return context.committed();
  }

  private boolean ticks(long now) {
    context.resetCommit();
    pace.tick(context, now);
    return context.committed();
  }
}
