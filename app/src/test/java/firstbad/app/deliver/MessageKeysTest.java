package firstbad.app.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.deliver.receiver.MessageKeys;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what finds the deliveries of a bisection knows each key that they have. */
class MessageKeysTest {
  private static final Topics TOPICS = Topics.ofDefaultPrefix();

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_767_225_600_000L})
  void the_key_of_a_verification_says_what_it_says_and_is_found(long madeAt) {
    String begin = TOPICS.name(Topic.VERIFICATIONS) + "/a/b";
    String confirmed = key(VerificationState.CONFIRMED, madeAt);
    assertThat(confirmed).startsWith(begin).isNotEqualTo(key(VerificationState.REFUTED, madeAt));
    for (VerificationState state : VerificationState.values()) {
      assertThat(key(state, madeAt).substring(begin.length()))
          .matches(MessageKeys.AFTER_ID.get(Topic.VERIFICATIONS));
    }
  }

  private static String key(VerificationState state, long madeAt) {
    return MessageKeys.of(
        TOPICS,
        Topic.VERIFICATIONS,
        Verification.newBuilder()
            .setId("a/b")
            .setState(state)
            .setSource(VerificationSource.FIXES_TAG)
            .setMadeAt(Instant.ofEpochMilli(madeAt))
            .build());
  }
}
