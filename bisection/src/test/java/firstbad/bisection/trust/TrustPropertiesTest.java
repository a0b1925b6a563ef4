package firstbad.bisection.trust;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.posterior.ClosedRevision;
import firstbad.bisection.trust.posterior.ClosedRevision.Crashes;
import firstbad.bisection.trust.posterior.ClosedRevision.SearchStage;
import firstbad.bisection.trust.posterior.ClosedRevision.Verdict;
import firstbad.bisection.trust.posterior.ObservedRevisions;
import firstbad.bisection.trust.posterior.OnsetPosterior;
import firstbad.bisection.trust.posterior.SearchDistances;
import firstbad.bisection.trust.rule.ForeignTitles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any bisection; the courses are made up from seeds. */
class TrustPropertiesTest {
  private static final List<String> TITLES =
      List.of(
          "KASAN: use-after-free Read in vif_close",
          "general protection fault in vif_close",
          "WARNING in vif_device_up",
          "WARNING in free_netdev",
          "INFO: task hung in rtnl_wait_all",
          "possible deadlock in ppp_send",
          "lost connection to test machine",
          "KASAN: slab-out-of-bounds Write in tty_write_room",
          "");

  private final Assessor assessor = new Assessor(Parameters.shipped());

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfTitlesDoesNotMatter(int seed) {
    Evidence one = Evidence.OF_CAUSE;
    Evidence other = Evidence.OF_CAUSE;
    Random shuffle = new Random(seed);
    for (ClosedRevision revision : course(seed)) {
      List<Crashes> titles = new ArrayList<>(revision.crashes());
      Collections.shuffle(titles, shuffle);
      RevisionAssessment here = assessor.weigh(one, revision);
      RevisionAssessment there = assessor.weigh(other, with(revision, titles));
      assertThat(there).isEqualTo(here);
      one = here.evidence();
      other = there.evidence();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anUndecidedRevisionChangesNothing(int seed) {
    Evidence evidence = Evidence.OF_CAUSE;
    for (ClosedRevision revision : course(seed)) {
      evidence = assessor.weigh(evidence, revision).evidence();
      RevisionAssessment skipped =
          assessor.weigh(
              evidence, revision(99, SearchStage.STEP, Verdict.SKIP, revision.crashes(), 3, 55));
      assertThat(skipped.evidence().shown()).isEqualTo(evidence.shown());
      assertThat(skipped.evidence().costlyVerdicts()).isEqualTo(evidence.costlyVerdicts());
      assertThat(skipped.judgement())
          .usingRecursiveComparison()
          .ignoringFields("supportedRange.commits") // git printed how many are left
          .isEqualTo(assessor.sofar(evidence));
      assertThat(skipped.alarm()).isNull();
      Evidence tagged =
          assessor
              .weigh(evidence, revision(99, SearchStage.RELEASE, Verdict.SKIP, List.of(), 3, null))
              .evidence();
      assertThat(tagged.shown()).isEqualTo(evidence.shown());
      assertThat(tagged.tags()).isEqualTo(evidence.tags() + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void numbersStayWithinTheirBounds(int seed) {
    Evidence evidence = Evidence.OF_CAUSE;
    for (ClosedRevision revision : course(seed)) {
      RevisionAssessment weighed = assessor.weigh(evidence, revision);
      evidence = weighed.evidence();
      assertBounds(weighed.judgement());
      assertThat(weighed.discardedShare() == null ? 0 : weighed.discardedShare())
          .isBetween(0.0, 1.0);
      assertThat(sum(evidence)).isBetween(1 - 1e-9, 1 + 1e-9);
    }
    assertBounds(assessor.settled(evidence, SeedLog.ENDING));
  }

  private void assertBounds(Judgement judgement) {
    if (judgement.level() != Level.NONE) {
      assertThat(judgement.probability()).isBetween(0.0, 0.9);
      assertThat(judgement.ranking()).isBetween(0.0, 1.0);
      assertThat(judgement.rangeShare()).isBetween(0.0, 1.0);
    }
    assertThat(judgement.reasons()).isNotEmpty();
  }

  private double sum(Evidence evidence) {
    ObservedRevisions shown = evidence.shown();
    SearchDistances places = SearchDistances.of(shown.tested(), Parameters.shipped());
    double sum = 0;
    for (double mass :
        OnsetPosterior.of(shown, shown.clusters(), shown.tested(), places, Parameters.shipped())
            .masses()) {
      assertThat(mass).isBetween(0.0, 1.0);
      sum += mass;
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSameCourseIsJudgedTheSame(int seed) {
    SearchHistory course = new SearchHistory(false, course(seed), SeedLog.ENDING);
    Assessor again = new Assessor(Parameters.resource("shipped"));
    assertThat(again.settled(course.evidence(again), course.ending()))
        .isEqualTo(assessor.settled(course.evidence(assessor), course.ending()));
  }

  /** Where every run crashes, an alarm needs a title that does not look like the bug. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theRuleWithoutAModelObjectsWhereverAnAlarmIsRaised(int seed) {
    List<ClosedRevision> sure = new ArrayList<>();
    for (ClosedRevision revision : course(seed)) {
      List<Crashes> titles = revision.crashes().stream().limit(1).toList();
      sure.add(
          titles.isEmpty()
              ? revision(
                  revision.ordinal(),
                  revision.stage(),
                  revision.verdict(),
                  titles,
                  10,
                  left(revision))
              : revision(
                  revision.ordinal(),
                  revision.stage(),
                  revision.verdict(),
                  List.of(new Crashes(titles.get(0).title(), 10)),
                  0,
                  left(revision)));
    }
    Integer objected =
        new ForeignTitles().opinion(new SearchHistory(false, sure, SeedLog.ENDING)).alarmedAt();
    Evidence evidence = Evidence.OF_CAUSE;
    for (ClosedRevision revision : sure) {
      RevisionAssessment weighed = assessor.weigh(evidence, revision);
      evidence = weighed.evidence();
      if (weighed.alarm() != null) {
        assertThat(objected).isNotNull().isLessThanOrEqualTo(revision.ordinal());
        assertThat(weighed.alarm().crash().anotherBug()).isTrue();
      }
    }
  }

  private static @Nullable Integer left(ClosedRevision revision) {
    return revision.commitsLeft();
  }

  private static List<ClosedRevision> course(int seed) {
    Random random = new Random(seed);
    List<ClosedRevision> course = new ArrayList<>();
    course.add(revision(1, SearchStage.ORIGINAL, Verdict.BAD, crashes(random, 2), 3, null));
    int ordinal = 2;
    for (int releases = random.nextInt(4); releases > 0; releases--) {
      course.add(
          revision(
              ordinal++,
              SearchStage.RELEASE,
              Verdict.BAD,
              crashes(random, 9),
              random.nextInt(9),
              null));
    }
    course.add(revision(ordinal++, SearchStage.RELEASE, Verdict.GOOD, List.of(), 10, null));
    for (int left = 6000 + random.nextInt(3000); left > 0; left /= 2) {
      boolean bad = random.nextBoolean();
      course.add(
          bad
              ? revision(
                  ordinal++,
                  SearchStage.STEP,
                  Verdict.BAD,
                  crashes(random, 9),
                  random.nextInt(9),
                  left)
              : revision(
                  ordinal++,
                  SearchStage.STEP,
                  Verdict.GOOD,
                  List.of(),
                  1 + random.nextInt(10),
                  left));
    }
    return course;
  }

  private static List<Crashes> crashes(Random random, int titles) {
    List<Crashes> crashes = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      crashes.add(new Crashes(TITLES.get(random.nextInt(titles)), 1 + random.nextInt(6)));
    }
    return crashes;
  }

  private static ClosedRevision with(ClosedRevision revision, List<Crashes> crashes) {
    return revision(
        revision.ordinal(),
        revision.stage(),
        revision.verdict(),
        crashes,
        revision.ok(),
        left(revision));
  }

  private static ClosedRevision revision(
      int ordinal,
      SearchStage stage,
      Verdict verdict,
      List<Crashes> crashes,
      int ok,
      @Nullable Integer left) {
    return new ClosedRevision(
        ordinal, 10L * ordinal, "c" + ordinal, null, stage, verdict, crashes, ok, left, false);
  }
}
