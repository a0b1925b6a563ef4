package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a verification may say of commits. */
class VerificationRulesTest {
  private static final String CULPRIT = "38970eac41db0031dcd337e124fab92a7105ed85";
  private static final String OTHER = "4d92b95ff2f9" + "0".repeat(28);

  @Test
  void a_culprit_is_a_hash_that_may_be_cut_short() {
    assertThat(VerificationRules.mistake(said().setCulprit(CULPRIT).build())).isEmpty();
    assertThat(VerificationRules.mistake(said().setCulprit("38970ea").build())).isEmpty();
    assertThat(VerificationRules.mistake(said().build())).isEmpty();
    for (String none : new String[] {"", "HEAD", CULPRIT + "\n", "38970EAC41DB", "0".repeat(65)}) {
      assertThat(VerificationRules.mistake(said().setCulprit(none).build()))
          .as(none)
          .map(VerificationRules.Mistake::sentence)
          .hasValue("culprit has to be a hash, in small letters.");
    }
  }

  @Test
  void a_culprit_that_is_refuted_is_not_the_true_cause() {
    Verification.Builder said = said().setCulprit(CULPRIT);
    assertThat(VerificationRules.mistake(said.setTrueCause(OTHER).build())).isEmpty();
    assertThat(VerificationRules.mistake(said.setTrueCause("38970eac41db").build()))
        .map(VerificationRules.Mistake::sentence)
        .hasValue("true_cause is the culprit that is refuted; the state CONFIRMED says so.");
  }

  @Test
  void another_commit_is_one_that_neither_hash_begins() {
    assertThat(VerificationRules.namesAnother(said().build(), CULPRIT)).isFalse();
    assertThat(VerificationRules.namesAnother(said().setCulprit("38970eac41db").build(), CULPRIT))
        .isFalse();
    assertThat(VerificationRules.namesAnother(said().setCulprit(CULPRIT).build(), "38970eac41db"))
        .isFalse();
    assertThat(VerificationRules.namesAnother(said().setCulprit(OTHER).build(), CULPRIT)).isTrue();
  }

  private static Verification.Builder said() {
    return Verification.newBuilder()
        .setId("job-1")
        .setState(VerificationState.REFUTED)
        .setSource(VerificationSource.RERUN)
        .setMadeAt(Instant.EPOCH);
  }
}
