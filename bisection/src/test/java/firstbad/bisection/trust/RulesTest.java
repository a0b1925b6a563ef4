package firstbad.bisection.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.rule.Biggers2019;
import firstbad.bisection.trust.rule.ForeignTitles;
import firstbad.bisection.trust.rule.ReproductionConfidence;
import org.junit.jupiter.api.Test;

class RulesTest {
  private final SearchHistory seed = new SearchHistory(false, SeedLog.REVISIONS, SeedLog.ENDING);

  @Test
  void syzkallersConfidenceIsNearlyCertainOnTheSeedLog() {
    assertThat(new ReproductionConfidence().opinion(seed).score())
        .isCloseTo(0.99997, within(0.000005));
  }

  @Test
  void biggersWouldHoldTheSeedLogBack() {
    assertThat(new Biggers2019().opinion(seed).level()).isEqualTo(Level.LOW);
  }

  @Test
  void foreignTitlesObjectAtTheSeedLogsDerailingRevision() {
    assertThat(new ForeignTitles().opinion(seed).alarmedAt()).isEqualTo(5);
  }
}
