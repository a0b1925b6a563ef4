package firstbad.bisection.trust;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.ReasonPhrases;
import firstbad.bisection.trust.parameters.Feature;
import firstbad.bisection.trust.parameters.Features;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.posterior.BugRuns;
import firstbad.bisection.trust.posterior.PosteriorState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {

  /** The releases did not crash: that speaks for the range, or it is doubted, never both. */
  @Test
  void where_the_range_lies_too_far_back_the_releases_that_bound_it_do_not_speak_for_it() {
    for (int releases = 1; releases < 3; releases++) {
      List<String> doubted = reasons(-4, null, false, releases);
      assertThat(doubted)
          .contains(
              "the cause is not likely to lie in the range that the verdicts leave: a release that"
                  + " did not crash may have missed an older bug")
          .noneMatch(reason -> reason.contains("tested"));
      assertThat(reasons(4, null, false, releases))
          .contains("the runs agree with the verdicts")
          .anyMatch(reason -> reason.contains("tested"));
    }
    assertThat(reasons(-4, null, false, 0))
        .anyMatch(reason -> reason.endsWith(": such bugs are often older still"));
  }

  @Test
  void thin_evidence_is_told_as_the_alert_tells_it() {
    Judgement.Blame worst = new Judgement.Blame(3, 30, "a".repeat(40), "WARNING in foo", 0.6);
    assertThat(reasons(-4, worst, true, 0))
        .contains(
            "step 3 (aaaaaaaaaaaa) was called bad on \"WARNING in foo\", which looks like the bug,"
                + " but the evidence is thin, and ruled out commits in which the cause probably is");
    assertThat(reasons(-4, worst, false, 0)).noneMatch(reason -> reason.contains("thin"));
  }

  @Test
  void a_verdict_that_ruled_out_next_to_nothing_is_no_reason_against_what_is_left() {
    Judgement.Blame cheap = new Judgement.Blame(3, 30, "a".repeat(40), "WARNING in foo", 0.001);
    assertThat(reasons(-4, cheap, false, 0))
        .contains(
            "the cause is not likely to lie in the range that the verdicts leave: such bugs are"
                + " often older still")
        .noneMatch(reason -> reason.contains("was called bad"));
    assertThat(reasons(-4, cheap, true, 0))
        .contains(
            "step 3 (aaaaaaaaaaaa) was called bad on \"WARNING in foo\", which looks like the bug,"
                + " but the evidence is thin");
  }

  private static List<String> reasons(
      double onset, Judgement.@Nullable Blame worst, boolean thin, int releases) {
    Features features = new Features();
    features.put(Feature.ONSET, onset);
    return List.copyOf(
        new Reasons(
            Parameters.shipped().early,
            features,
            worst == null ? null : doubted(worst, DoubtedVerdict.Title.OF_THE_BUG, 1, thin),
            null,
            ReasonFacts.soFar(new PosteriorState.Counts(releases, 0, 0))));
  }

  private static DoubtedVerdict doubted(
      Judgement.Blame verdict, DoubtedVerdict.Title title, int crashed, boolean thin) {
    return new DoubtedVerdict(verdict, title, new BugRuns(crashed, crashed, 20), thin);
  }

  @Test
  void a_verdict_on_the_bug_itself_is_told_with_what_is_doubtful_in_it_or_not_at_all() {
    Judgement.Blame worst = new Judgement.Blame(3, 30, "a".repeat(40), "WARNING in foo", 0.6);
    DoubtedVerdict.Title own = DoubtedVerdict.Title.OF_THE_BUG;
    String bad = "step 3 (aaaaaaaaaaaa) was called bad on \"WARNING in foo\"";
    String cost = " and ruled out commits in which the cause probably is";
    assertThat(doubted(worst, own, 1, false).sentence())
        .isEqualTo(bad + ", where only 1 of 20 runs crashed like that," + cost);
    assertThat(doubted(worst, own, 12, false).sentence())
        .isEqualTo(bad + ", where 12 of 20 runs crashed like that," + cost);
    assertThat(doubted(worst, own, 18, false).sentence()).isNull();
    assertThat(doubted(worst, DoubtedVerdict.Title.RELATED, 0, false).sentence())
        .isEqualTo(bad + ", which looks like the bug, but names another function," + cost);
    assertThat(doubted(worst, DoubtedVerdict.Title.OTHER, 1, false).sentence())
        .isEqualTo(bad + ", where only 1 of 20 runs crashed like the bug," + cost);
    assertThat(doubted(worst, DoubtedVerdict.Title.OTHER, 0, false).sentence())
        .isEqualTo(bad + cost);
  }

  @Test
  void a_verdict_on_another_bug_contradicts_that_every_revision_looked_like_the_bug() {
    Judgement.Blame worst = new Judgement.Blame(3, 30, "a".repeat(40), "WARNING in foo", 0.6);
    Features features = new Features();
    features.put(Feature.ONSET, -4);
    List<String> told =
        new Reasons(
            Parameters.shipped().early,
            features,
            doubted(worst, DoubtedVerdict.Title.OTHER, 0, false),
            null,
            ReasonFacts.soFar(new PosteriorState.Counts(0, 0, 0)));
    assertThat(told)
        .contains("every bad revision crashed in a way that looks at least a little like the bug");
  }

  @Test
  void the_alarm_of_the_headline_is_a_reason_where_no_other_tells_of_it() {
    Judgement.Blame alarmed = new Judgement.Blame(6, 60, "b".repeat(40), "WARNING in bar", 0.6);
    Judgement.Blame other = new Judgement.Blame(3, 30, "a".repeat(40), "WARNING in foo", 0.6);
    String reason =
        "step 6 (bbbbbbbbbbbb) was called bad on \"WARNING in bar\", and nothing that crashed there"
            + " has the bug's function";
    assertThat(alarmed(alarmed, other, 0)).contains(reason);
    assertThat(alarmed(alarmed, null, 0)).contains(reason);
    assertThat(alarmed(alarmed, alarmed, 0)).doesNotContain(reason);
    assertThat(alarmed(alarmed, alarmed, 0, 0)).as("the range is not doubted").contains(reason);
    assertThat(alarmed(alarmed, other, 1)).doesNotContain(reason);
    Judgement.Blame untitled = new Judgement.Blame(6, 60, "b".repeat(40), "", 0.6);
    assertThat(alarmed(untitled, null, 0))
        .anyMatch(each -> each.contains(" was called bad without a crash title, and nothing"));
  }

  private static List<String> alarmed(
      Judgement.Blame alarmed, Judgement.@Nullable Blame worst, double foreign) {
    return alarmed(alarmed, worst, foreign, -4);
  }

  private static List<String> alarmed(
      Judgement.Blame alarmed, Judgement.@Nullable Blame worst, double foreign, double onset) {
    Features features = new Features();
    features.put(Feature.ONSET, onset);
    features.put(Feature.FOREIGN_STEPS, foreign);
    Reasons reasons =
        new Reasons(
            Parameters.shipped().early,
            features,
            worst == null ? null : doubted(worst, DoubtedVerdict.Title.OTHER, 0, false),
            alarmed,
            ReasonFacts.soFar(new PosteriorState.Counts(0, 0, 0)));
    return List.copyOf(reasons.subList(0, reasons.against()));
  }

  @Test
  void a_single_crash_is_counted_also_where_it_does_not_weigh() {
    Reasons reasons =
        new Reasons(
            Parameters.shipped().early,
            new Features(),
            null,
            null,
            ReasonFacts.soFar(new PosteriorState.Counts(0, 0, 2)));
    assertThat(reasons.subList(0, reasons.against()))
        .contains("2 revisions were called bad for a single crash each");
  }

  @Test
  void nothing_that_was_ruled_out_is_no_reason() {
    assertThat(ReasonPhrases.ruledOut(0)).isEmpty();
    assertThat(ReasonPhrases.ruledOut(0.009)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, may be",
    "0.49, may be",
    "0.5, probably is",
    "0.94, probably is",
    "0.95, almost certainly is",
    "1, almost certainly is"
  })
  void what_was_ruled_out_is_told_in_words(double share, String likely) {
    assertThat(ReasonPhrases.ruledOut(share))
        .isEqualTo(" and ruled out commits in which the cause " + likely);
  }
}
