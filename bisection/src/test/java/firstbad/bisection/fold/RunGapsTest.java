package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.trust.judgement.CommitRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Logs with a hole among the runs: no run is counted for a revision that may not be its own. */
class RunGapsTest {
  private static final String FIRST = "84bfcc0b6994057905cf98d2c5cedef48b3322b5";
  private static final String SECOND = "1c5526968e270e4efccfa1da21d211a4915cdeda";

  @Test
  void runsAfterAGapCountWhereTheVerdictNamesTheirCommit() {
    Analysis log = without(FIRST, "run #2:", FIRST, "run #5:");

    assertThat(runs(log, FIRST)).isEqualTo(7);
    assertThat(revision(log, FIRST).verdict()).isEqualTo(Verdict.BAD);
    assertThat(revision(log, FIRST).disagreement()).isNull();
    assertThat(remark(log, Remark.Kind.MISSING_RUNS))
        .isEqualTo("The runs of 84bfcc0b6994 jump from #1 to #5: lines are missing there.");
  }

  @Test
  void runsAfterAGapCountForNobodyWhereTheVerdictNamesAnotherCommit() {
    Analysis log = without(FIRST, "run #3:", SECOND, "run #5:");

    assertThat(runs(log, FIRST)).isEqualTo(3);
    assertThat(revision(log, FIRST).verdict()).isEqualTo(Verdict.UNKNOWN);
    Analysis.CommitCounts counts = Objects.requireNonNull(log.crashCounts().get(FIRST));
    assertThat(counts.runs()).isEqualTo(new CrashDelta.RunDelta(3, 0, 0, 0));
    assertThat(counts.runsByType().values()).containsExactly(3);
    assertThat(remark(log, Remark.Kind.UNDECIDED_STEP)).contains("84bfcc0b6994");
  }

  @Test
  void runsWithoutABeginningCountForNobodyBeforeAVerdictNamesTheirCommit() {
    Analysis log = without(FIRST, "run #0:", FIRST, "run #4:");

    assertThat(runs(log, FIRST)).isEqualTo(6);
    assertThat(remark(log, Remark.Kind.MISSING_RUNS))
        .isEqualTo("The runs of 84bfcc0b6994 begin with #4: lines are missing there.");
  }

  @Test
  void aRunThatCameBeforeIsLeftOut() {
    List<String> lines = new ArrayList<>(Logs.hidrawRelease());
    int at = at(lines, FIRST, "run #5:");
    lines.add(at + 1, lines.get(at));

    Analysis log = Analysis.of("log", lines);

    assertThat(runs(log, FIRST)).isEqualTo(10);
    assertThat(remark(log, Remark.Kind.CONTRADICTION)).contains("a second time", "run #5");
  }

  @Test
  void nobodyKnowsHowManyCommitsAreLeftWhereRevisionsAreMissing() {
    CommitRange whole = range(Analysis.of("log", Logs.hidrawRelease()));
    CommitRange holed = range(without(FIRST, "run #0:", FIRST, "run #4:"));

    assertThat(whole.commits()).isEqualTo(3330);
    assertThat(holed).isEqualTo(whole.uncounted());
  }

  /** The log without the lines from this one on, and before that one. */
  private static Analysis without(String from, String first, String to, String next) {
    List<String> lines = Logs.hidrawRelease();
    List<String> left = new ArrayList<>(lines.subList(0, at(lines, from, first)));
    left.addAll(lines.subList(at(lines, to, next), lines.size()));
    return Analysis.of("log", left);
  }

  /** Where the first such line stands after the opening of a commit. */
  private static int at(List<String> lines, String commit, String start) {
    int at = lines.indexOf("testing commit " + commit);
    Predicate<String> wanted = line -> line.startsWith(start);
    while (!wanted.test(lines.get(at))) {
      at++;
    }
    return at;
  }

  private static Revision revision(Analysis log, String commit) {
    return log.revisions().stream()
        .filter(each -> each.commit().equals(commit))
        .findFirst()
        .orElseThrow();
  }

  private static int runs(Analysis log, String commit) {
    return revision(log, commit).runs().total();
  }

  private static String remark(Analysis log, Remark.Kind kind) {
    return Objects.requireNonNull(log.bisection()).remarks().stream()
        .filter(each -> each.kind() == kind)
        .findFirst()
        .orElseThrow()
        .message();
  }

  private static CommitRange range(Analysis log) {
    Assessment assessment = Objects.requireNonNull(log.assessment());
    return Objects.requireNonNull(assessment.supportedRange());
  }
}
