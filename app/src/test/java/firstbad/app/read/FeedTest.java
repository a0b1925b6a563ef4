package firstbad.app.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whom the events of {@code culprits} and {@code alerts} are for. */
class FeedTest {
  @Test
  void commands_without_a_group_are_told_apart_and_the_same_one_is_not() {
    String mail = Feed.receiver(null, "mail somebody");
    assertThat(mail).startsWith("exec:").isEqualTo(Feed.receiver(null, "mail somebody"));
    assertThat(Feed.receiver(null, "touch done")).isNotEqualTo(mail);
    assertThat(Feed.receiver("g", "touch done")).isEqualTo(Feed.receiver("g", "true"));
  }
}
