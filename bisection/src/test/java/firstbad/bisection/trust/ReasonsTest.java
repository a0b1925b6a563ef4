package firstbad.bisection.trust;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.trust.judgement.ReasonPhrases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {

  @Test
  void nothing_that_was_ruled_out_is_no_reason() {
    assertThat(ReasonPhrases.ruledOut(0)).isEmpty();
    assertThat(ReasonPhrases.ruledOut(0.009)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, part",
    "0.49, part",
    "0.5, most",
    "0.94, most",
    "0.95, nearly all",
    "1, nearly all"
  })
  void what_was_ruled_out_is_told_in_words(double share, String much) {
    assertThat(ReasonPhrases.ruledOut(share))
        .isEqualTo(" and ruled out " + much + " of where the cause is likely now");
  }
}
