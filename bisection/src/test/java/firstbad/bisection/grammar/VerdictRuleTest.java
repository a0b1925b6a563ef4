package firstbad.bisection.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictRuleTest {

  /** The rules at their edges. */
  @ParameterizedTest(name = "{0}: of {1} runs {2} good, {3} bad, {4} infra, flaky {5}: {6}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FIRST_CRASH       |  8 |  7 | 1 |  0 | false | BAD
          FIRST_CRASH       |  8 |  1 | 0 |  0 | false | GOOD
          FIRST_CRASH       |  8 |  0 | 0 |  0 | false | SKIP
          TWO_THIRDS_OF_TEN | 10 |  0 | 1 |  0 | false | BAD
          TWO_THIRDS_OF_TEN | 10 |  4 | 0 |  0 | false | GOOD
          TWO_THIRDS_OF_TEN | 10 |  3 | 0 |  0 | false | SKIP
          TWO_THIRDS_OF_TEN |  5 |  3 | 0 |  0 | false | SKIP
          TWO_THIRDS_OF_TEN | 20 |  4 | 0 |  0 | false | GOOD
          TWO_THIRDS        | 10 |  4 | 0 |  6 | false | GOOD
          TWO_THIRDS        | 10 |  3 | 0 |  0 | false | SKIP
          TWO_THIRDS        | 20 |  8 | 0 |  0 | false | GOOD
          TWO_THIRDS        | 20 |  7 | 0 |  0 | false | SKIP
          TWO_THIRDS        | 20 |  0 | 1 |  0 | false | BAD
          TWO_THIRDS        |  1 |  0 | 0 |  0 | false | SKIP
          TWO_THIRDS        |  0 |  0 | 0 |  0 | false | SKIP
          INFRA_ABORTS      | 10 |  1 | 0 |  5 | false | GOOD
          INFRA_ABORTS      | 10 |  4 | 0 |  6 | false | SKIP
          INFRA_ABORTS      | 10 |  0 | 4 |  6 | false | SKIP
          INFRA_ABORTS      | 10 |  0 | 1 |  5 | false | BAD
          INFRA_ABORTS      | 10 |  0 | 0 |  0 | false | SKIP
          HALF_MUST_BE_GOOD | 10 |  6 | 0 |  0 | false | GOOD
          HALF_MUST_BE_GOOD | 10 |  5 | 0 |  0 | false | SKIP
          HALF_MUST_BE_GOOD | 10 |  9 | 1 |  0 | false | BAD
          HALF_MUST_BE_GOOD | 10 |  0 | 4 |  6 | false | SKIP
          HALF_MUST_BE_GOOD | 10 |  0 | 4 |  5 | false | BAD
          ENOUGH_RUNS       | 10 |  5 | 0 |  0 | false | GOOD
          ENOUGH_RUNS       | 10 |  4 | 0 |  0 | false | SKIP
          ENOUGH_RUNS       | 20 | 15 | 0 |  0 | true  | GOOD
          ENOUGH_RUNS       | 20 | 14 | 0 |  0 | true  | SKIP
          ENOUGH_RUNS       | 20 | 14 | 0 |  0 | false | GOOD
          ENOUGH_RUNS       | 10 |  4 | 1 |  0 | false | BAD
          ENOUGH_RUNS       | 10 |  3 | 1 |  0 | false | SKIP
          ENOUGH_RUNS       | 10 |  2 | 0 |  8 | false | SKIP
          ENOUGH_CRASHES    | 10 |  8 | 1 |  0 | false | SKIP
          ENOUGH_CRASHES    | 10 |  6 | 0 |  0 | false | GOOD
          ENOUGH_CRASHES    | 10 |  3 | 2 |  0 | false | BAD
          ENOUGH_CRASHES    | 10 |  4 | 0 |  0 | false | SKIP
          ENOUGH_CRASHES    | 10 |  3 | 0 |  4 | false | SKIP
          ENOUGH_CRASHES    | 10 |  0 | 2 |  8 | false | SKIP
          ENOUGH_CRASHES    | 20 | 14 | 0 |  0 | true  | SKIP
          ENOUGH_CRASHES    | 20 | 17 | 3 |  0 | true  | BAD
          ENOUGH_CRASHES    | 20 | 18 | 2 |  0 | true  | SKIP
          ENOUGH_CRASHES    | 20 | 10 | 2 |  8 | true  | BAD
          ENOUGH_CRASHES    | 20 | 10 | 2 |  2 | true  | SKIP
          """)
  void aRuleDecidesAtItsEdges(
      VerdictRule rule, int all, int good, int bad, int infra, boolean flaky, Verdict verdict) {
    assertThat(rule.of(new VerdictRule.Runs(all, good, bad, infra, flaky))).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0} is of the era {1}")
  @CsvSource({
    "2018-05-17T12:00:00Z,SEARCHING,FIRST_CRASH,8,8",
    "2019-03-16T23:59:59Z,SEARCHING,FIRST_CRASH,8,8",
    "2019-03-17T00:00:00Z,BISECTING,TWO_THIRDS_OF_TEN,10,10",
    "2020-11-17T00:00:00Z,FLAGGED,TWO_THIRDS,10,10",
    "2021-02-20T00:00:00Z,TWENTY,TWO_THIRDS,10,20",
    "2022-07-19T00:00:00Z,HOSTED,TWO_THIRDS,10,20",
    "2023-05-05T00:00:00Z,REWORDED,TWO_THIRDS,10,20",
    "2023-05-09T00:00:00Z,ABORTING,INFRA_ABORTS,10,20",
    "2023-06-15T00:00:00Z,MAJORITY,HALF_MUST_BE_GOOD,10,20",
    "2023-06-29T00:00:00Z,WEIGHED,ENOUGH_RUNS,10,20",
    "2023-07-06T00:00:00Z,TWICE,ENOUGH_RUNS,10,20",
    "2023-07-14T00:00:00Z,CHANCES,ENOUGH_RUNS,10,20",
    "2023-08-08T00:00:00Z,ONCE,ENOUGH_RUNS,10,20",
    "2024-07-14T23:59:59Z,ONCE,ENOUGH_RUNS,10,20",
    "2024-07-15T00:00:00Z,MINIMUM,ENOUGH_CRASHES,10,20",
    "2026-08-31T00:00:00Z,MINIMUM,ENOUGH_CRASHES,10,20"
  })
  void aDayHasTheRuleAndTheRunsOfItsEra(
      Instant day, Era era, VerdictRule rule, int runs, int moreRuns) {
    assertThat(Era.at(day.toEpochMilli())).isEqualTo(era);
    assertThat(era.rule()).isEqualTo(rule);
    assertThat(era.intendedRuns(false)).isEqualTo(runs);
    assertThat(era.intendedRuns(true)).isEqualTo(moreRuns);
  }

  @ParameterizedTest(name = "{0}: {1} good, {2} bad and {3} make it flaky: {4}")
  @CsvSource({
    "BISECTING,9,1,BAD,false",
    "FLAGGED,9,1,BAD,true",
    "FLAGGED,5,5,BAD,false",
    "FLAGGED,10,0,GOOD,false",
    "CHANCES,10,9,BAD,true",
    "CHANCES,10,10,BAD,false",
    "CHANCES,9,1,SKIP,false"
  })
  void fewCrashesMakeAReproducerFlaky(Era era, int good, int bad, Verdict verdict, boolean flaky) {
    assertThat(era.flaky(good, bad, verdict)).isEqualTo(flaky);
  }

  @Test
  void crashesAreLoggedTwiceInOneSummerOnly() {
    assertThat(Era.values()).filteredOn(Era::doubled).containsExactly(Era.TWICE, Era.CHANCES);
    assertThat(Era.values())
        .filteredOn(Era::mayDouble)
        .containsExactly(Era.TWICE, Era.CHANCES, Era.ONCE);
  }

  @Test
  void anEraIsNeverTakenBack() {
    assertThat(Era.TWICE.atLeast(Era.HOSTED)).isEqualTo(Era.TWICE);
    assertThat(Era.HOSTED.atLeast(Era.TWICE)).isEqualTo(Era.TWICE);
  }
}
