package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.Reading;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Suspicion;
import firstbad.bisection.made.MadeLog;
import firstbad.bisection.made.MadeLogs;
import firstbad.bisection.trust.judgement.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SuspicionComposerTest {

  @Test
  void theEndNamesTheCulpritWithTheBugsTitles() {
    Analysis analysis = Analysis.of("hidraw", Logs.hidrawRelease());
    assertThat(analysis.suspicions())
        .containsExactly(
            new Suspicion(
                "e4b8954074f6d0db01c8c97d338a67f9389c042f",
                "netlink: add net device refcount tracker to struct ethnl_req_info",
                "hidraw",
                1,
                0,
                0,
                List.of(
                    "general protection fault in hidraw_release",
                    "KASAN: use-after-free Read in hidraw_release"),
                Level.LOW,
                null,
                0));
  }

  @Test
  void aBisectionThatEndsAgainCountsOnceWhateverCameBetween() {
    Random random = new Random(4);
    int named = 0;
    int corrected = 0;
    for (MadeLog log : MadeLogs.made(0, 600).toList()) {
      List<String> lines = log.lines();
      Reading once = new Reading().lines(lines, 1, lines.size()).end(lines);
      Reading often = new Reading();
      for (int number = 1; number <= lines.size(); number++) {
        often.line(lines, number);
        if (random.nextInt(8) == 0) {
          often.read(new Input.Silent(Input.Silence.SETTLED, 0));
          often.read(new Input.Silent(Input.Silence.BROKEN_OFF, 0));
        }
      }
      often.end(lines);
      List<Suspicion> told = often.analysis().suspicions();
      assertThat(sums(told)).as(log.toString()).isEqualTo(sums(once.analysis().suspicions()));
      named += told.isEmpty() ? 0 : 1;
      corrected += told.stream().anyMatch(each -> each.levelBefore() != null) ? 1 : 0;
    }
    assertThat(named).isGreaterThan(100);
    assertThat(corrected).isPositive();
  }

  /** What aggregates make of it, by commit and number. */
  private static Map<String, Integer> sums(List<Suspicion> suspicions) {
    Map<String, Integer> sums = new TreeMap<>();
    for (Suspicion each : suspicions) {
      sums.merge(each.commit() + " bisections", each.bisections(), Integer::sum);
      sums.merge(each.commit() + " fixes", each.fixBisections(), Integer::sum);
      sums.merge(each.commit() + " candidacies", each.candidateBisections(), Integer::sum);
      int sign = each.bisections() < 0 ? -1 : 1;
      each.bugTitles().forEach(t -> sums.merge(each.commit() + " for " + t, sign, Integer::sum));
      if (each.level() != null) {
        sums.merge(each.commit() + " " + each.level(), 1, Integer::sum);
      }
      if (each.levelBefore() != null) {
        sums.merge(each.commit() + " " + each.levelBefore(), -1, Integer::sum);
      }
    }
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  @Test
  void aLaterEndThatNamesAnotherCulpritTakesTheFirstBack() {
    String right = "e4b8954074f6d0db01c8c97d338a67f9389c042f";
    String wrong = Logs.hash('d');
    List<String> log = Logs.hidrawRelease();
    List<String> lines = new ArrayList<>();
    for (int i = 0; lines.isEmpty() || !lines.get(i - 1).startsWith("first bad commit: "); i++) {
      boolean last = log.get(i).startsWith("first bad commit: ");
      lines.add(last ? log.get(i).replace(right, wrong) : log.get(i));
    }
    Reading reading = new Reading().lines(lines, 1, lines.size()).end(lines);
    assertThat(sums(reading.analysis().suspicions()).keySet())
        .isNotEmpty()
        .allMatch(key -> key.startsWith(wrong));
    String late = "first bad commit: " + right + " netlink: add net device refcount tracker";
    reading.read(new Input.Line(lines.size() + 2, late, Map.of(), 0));
    reading.read(new Input.End(lines.size() + 3L, Map.of(), 0));
    assertThat(sums(reading.analysis().suspicions()).keySet())
        .as("which agrees with git")
        .isNotEmpty()
        .allMatch(key -> key.startsWith(right));
  }

  @Test
  void everyCandidateOfAnInconclusiveSearchIsNamedOnce() {
    int inconclusive = 0;
    for (MadeLog log : MadeLogs.made(0, 600).toList()) {
      Analysis analysis = Analysis.of("made", log.lines());
      Bisection head = java.util.Objects.requireNonNull(analysis.bisection());
      if (head.outcome() == Outcome.INCONCLUSIVE && head.culprit() == null) {
        inconclusive++;
        assertThat(analysis.suspicions())
            .extracting(Suspicion::commit)
            .containsExactlyElementsOf(head.candidates());
        assertThat(analysis.suspicions())
            .allMatch(each -> each.candidateBisections() == 1 && each.level() == null);
      } else if (head.culprit() == null) {
        assertThat(analysis.suspicions()).isEmpty();
      }
    }
    assertThat(inconclusive).isPositive();
  }
}
