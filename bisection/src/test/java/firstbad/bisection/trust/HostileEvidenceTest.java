package firstbad.bisection.trust;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.posterior.ClosedRevision;
import firstbad.bisection.trust.posterior.ClosedRevision.Crashes;
import firstbad.bisection.trust.posterior.ClosedRevision.SearchStage;
import firstbad.bisection.trust.posterior.ClosedRevision.Verdict;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostileEvidenceTest {
  private static final String LONG = "x".repeat(400);

  private final Assessor assessor = new Assessor(Parameters.shipped());

  @Test
  void twoHundredDecidedRevisionsAreJudgedAndOneMoreIsTooLong() {
    Evidence evidence = begun(List.of(new Crashes("WARNING in a_b", 5)), 5);
    for (int i = 0; i < 200; i++) {
      evidence = step(evidence, i, List.of(new Crashes("WARNING in c_d" + i % 3, 10)), 1000);
    }
    assertThat(assessor.sofar(evidence).level()).isNotEqualTo(Level.NONE);
    evidence = step(evidence, 200, List.of(), 1000);
    assertNone(
        evidence, "too long to judge: more revisions were decided than the parameters allow");
    for (int i = 201; i < 1000; i++) {
      evidence = step(evidence, i, List.of(), 1000);
    }
    assertNone(
        evidence, "too long to judge: more revisions were decided than the parameters allow");
  }

  @Test
  void parametersMayLowerTheBoundAndNotLiftIt() {
    assertThat(judging(100_000).judgedRevisions).isEqualTo(200);
    Evidence evidence = begun(List.of(new Crashes("WARNING in a_b", 5)), 5);
    ClosedRevision next =
        revision(1, SearchStage.STEP, List.of(new Crashes("WARNING in c_d", 10)), 0, 1000);
    RevisionAssessment weighed = new Assessor(judging(0)).weigh(evidence, next);
    assertThat(weighed.judgement().level()).isEqualTo(Level.NONE);
    assertThat(weighed.alarm()).isNull();
  }

  private static Parameters judging(int revisions) {
    String shipped = Parameters.text("shipped");
    return Parameters.parsed(
        shipped.replace("judged.revisions = 200", "judged.revisions = " + revisions));
  }

  @Test
  void twoHundredTitlesAreTooMany() {
    Evidence evidence = begun(List.of(new Crashes("WARNING in a_b", 5)), 5);
    for (int i = 0; i < 200; i++) {
      evidence = step(evidence, i, List.of(new Crashes("WARNING in c_d" + i, 10)), 1000);
    }
    assertNone(evidence, "too many kinds of crashes to judge");
  }

  @Test
  void countsThatOverflowAreNotJudged() {
    List<Crashes> many =
        List.of(
            new Crashes("WARNING in a_b", Integer.MAX_VALUE),
            new Crashes("WARNING in c_d", Integer.MAX_VALUE));
    assertNone(begun(many, 0), "a revision has more runs than any bisection has");
    Evidence evidence = begun(List.of(new Crashes("WARNING in a_b", 5)), 5);
    assertNone(
        step(evidence, 1, many, Integer.MAX_VALUE),
        "a revision has more runs than any bisection has");
  }

  @Test
  void oddNumbersStillGiveAJudgement() {
    Evidence evidence = begun(List.of(new Crashes("", 500), new Crashes(LONG, 0)), 500);
    evidence = step(evidence, 1, List.of(new Crashes(LONG, 500)), Integer.MAX_VALUE);
    evidence = step(evidence, 2, List.of(new Crashes(LONG, -3)), -7);
    evidence = step(evidence, 3, List.of(), 0);
    Judgement judgement = assessor.sofar(evidence);
    assertThat(judgement.ranking()).isBetween(0.0, 1.0);
  }

  @Test
  void evidenceStaysSmall() {
    List<Crashes> bug = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      bug.add(new Crashes(LONG + " in reference_" + i, 1));
    }
    Evidence evidence = begun(bug, 0);
    for (int i = 0; i < 200; i++) {
      evidence = step(evidence, i, List.of(new Crashes(LONG + i % 100, 10)), 100_000);
      assertThat(bytes(evidence)).isLessThan(4 * 1024);
    }
    assertThat(evidence.limit()).isNull();
    Evidence usual = SeedLog.evidence(assessor, SeedLog.REVISIONS.size());
    assertThat(bytes(usual)).isLessThan(1024);
  }

  private void assertNone(Evidence evidence, String reason) {
    for (Judgement each :
        List.of(assessor.sofar(evidence), assessor.settled(evidence, SeedLog.ENDING))) {
      assertThat(each.level()).isEqualTo(Level.NONE);
      assertThat(each.probability()).isNull();
      assertThat(each.reasons()).containsExactly(reason);
    }
    assertThat(bytes(evidence)).isLessThan(3 * 1024);
  }

  private Evidence begun(List<Crashes> crashes, int ok) {
    return assessor
        .weigh(Evidence.OF_CAUSE, revision(0, SearchStage.ORIGINAL, crashes, ok, null))
        .evidence();
  }

  private Evidence step(Evidence evidence, int i, List<Crashes> crashes, int left) {
    return assessor
        .weigh(
            evidence, revision(i + 1, SearchStage.STEP, crashes, crashes.isEmpty() ? 10 : 0, left))
        .evidence();
  }

  private static ClosedRevision revision(
      int ordinal, SearchStage stage, List<Crashes> crashes, int ok, @Nullable Integer left) {
    return new ClosedRevision(
        ordinal,
        ordinal,
        String.format(java.util.Locale.ROOT, "%040x", ordinal),
        LONG,
        stage,
        crashes.isEmpty() ? Verdict.GOOD : Verdict.BAD,
        crashes,
        ok,
        left,
        false);
  }

  /** As a compact codec would write it: numbers as variable-length integers, one byte a length. */
  private static int bytes(@Nullable Object value) {
    if (value instanceof String text) {
      return 1 + text.getBytes(StandardCharsets.UTF_8).length;
    }
    if (value instanceof Integer number) {
      int size = 1;
      for (int rest = number << 1 ^ number >> 31; (rest & ~0x7f) != 0; rest >>>= 7) {
        size++;
      }
      return size;
    }
    if (value instanceof List<?> list) {
      return 1 + list.stream().mapToInt(HostileEvidenceTest::bytes).sum();
    }
    if (value instanceof Record tree) {
      int size = 0;
      for (RecordComponent component : tree.getClass().getRecordComponents()) {
        try {
          component.getAccessor().setAccessible(true);
          size += bytes(component.getAccessor().invoke(tree));
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(e.getMessage(), e);
        }
      }
      return size;
    }
    return value instanceof Double || value instanceof Long ? 8 : 1;
  }
}
