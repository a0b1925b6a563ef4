package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The table of limits fits together, and the topics follow it. */
class LimitsTest {
  /** A reason of 2,000 characters, names and numbers: what a dead letter adds, at most. */
  private static final int OURS = 16 * 1024;

  @Test
  void every_record_of_ours_fits_into_a_request_and_every_request_into_a_topic() {
    int letter =
        Limits.DEAD_LETTER_KEY_BYTES
            + Limits.DEAD_LETTER_VALUE_BYTES
            + Limits.DEAD_LETTER_HEADER_BYTES
            + OURS;
    assertThat(letter).isLessThan(Limits.REQUEST_BYTES);
    assertThat(Limits.RECORD_BYTES + OURS).isLessThan(Limits.REQUEST_BYTES);
    assertThat(Limits.REQUEST_BYTES).isLessThan(Limits.BATCH_BYTES);
    for (Topic topic : Topic.values()) {
      assertThat(topic.configs())
          .as(topic.name())
          .containsEntry("max.message.bytes", String.valueOf(Limits.BATCH_BYTES));
    }
  }

  @Test
  void a_time_that_cannot_be_is_the_time_of_kafka() {
    long now = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();
    long day = 86_400_000;

    assertThat(Limits.observed(now - 30 * day, now)).isEqualTo(now - 30 * day);
    assertThat(Limits.observed(now + day, now)).isEqualTo(now + day);
    assertThat(Limits.observed(now + day + 1, now)).isEqualTo(now);
    assertThat(Limits.observed(Limits.EARLIEST_OBSERVED.toEpochMilli() - 1, now)).isEqualTo(now);
    assertThat(Limits.observed(Long.MIN_VALUE, now)).isEqualTo(now);
    assertThat(Limits.observed(Long.MAX_VALUE, now)).isEqualTo(now);
  }

  @Test
  void lines_are_numbered_from_1_to_a_thousand_million() {
    assertThat(Limits.isLineNumber(0)).isFalse();
    assertThat(Limits.isLineNumber(1)).isTrue();
    assertThat(Limits.isLineNumber(Limits.HIGHEST_LINE)).isTrue();
    assertThat(Limits.isLineNumber(Limits.HIGHEST_LINE + 1)).isFalse();
    assertThat(Limits.lineNumberRefusal(-3)).contains("-3", "1000000000");
  }
}
