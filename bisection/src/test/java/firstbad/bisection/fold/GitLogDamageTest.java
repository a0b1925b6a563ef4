package firstbad.bisection.fold;

import static firstbad.bisection.Logs.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of a log of git's own that are missing, doubled, cut or contradict each other. */
class GitLogDamageTest {
  private static final List<String> LOG =
      List.of(
          "# bad: [" + hash('a') + "] foo: ten",
          "# good: [" + hash('b') + "] foo: one",
          "git bisect start '" + hash('a') + "' '" + hash('b') + "'",
          "# good: [" + hash('c') + "] foo: five",
          "git bisect good " + hash('c'),
          "# bad: [" + hash('d') + "] foo: six",
          "git bisect bad " + hash('d'),
          "# first bad commit: [" + hash('d') + "] foo: six");

  private static final List<String> SKIPS =
      List.of(
          "# bad: [" + hash('a') + "] foo: ten",
          "# good: [" + hash('b') + "] foo: one",
          "git bisect start '" + hash('a') + "' '" + hash('b') + "'",
          "# skip: [" + hash('c') + "] foo: five",
          "git bisect skip " + hash('c'),
          "# only skipped commits left to test",
          "# possible first bad commit: [" + hash('a') + "] foo: ten",
          "# possible first bad commit: [" + hash('c') + "] foo: five");

  @Test
  void aWholeLogHasNoRemark() {
    assertThat(kinds(LOG)).isEmpty();
    assertThat(kinds(SKIPS)).isEmpty();
  }

  /** Another commit may stand there in its place, so the number of candidates tells nothing. */
  @Test
  void aSkippedCommitThatIsNoCandidateIsMissed() {
    List<String> other = new ArrayList<>(SKIPS);
    other.set(7, "# possible first bad commit: [" + hash('f') + "] foo: seven");
    assertThat(kinds(other)).contains(Remark.Kind.MISSING_LINES);
  }

  /** The commits noted before the first command's own are the ends, and it gives a step. */
  @Test
  void aLogWithoutTheLineThatStartsTheSearchSaysSoAndLosesNoStep() {
    for (List<String> log : List.of(LOG, SKIPS)) {
      List<String> cut = new ArrayList<>(log);
      cut.remove(2);
      Analysis analysis = Analysis.of("log", cut);
      Bisection head = Objects.requireNonNull(analysis.bisection());
      assertThat(head.remarks())
          .singleElement()
          .extracting(Remark::message)
          .isEqualTo("The line that starts the search is missing, and the ends may be other ones.");
      assertThat(analysis.revisions())
          .extracting(Revision::commit, Revision::verdict)
          .isEqualTo(
              Analysis.of("log", log).revisions().stream()
                  .map(each -> tuple(each.commit(), each.verdict()))
                  .toList());
    }
  }

  /** Git prints three lines for each step of a run: without one of the first two it is lost. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 6, 7})
  void aStepOfARunIsMissed(int at) {
    List<String> run = new ArrayList<>();
    for (char commit : List.of('c', 'd', 'e')) {
      run.add("Bisecting: 4 revisions left to test after this (roughly 2 steps)");
      run.add("[" + hash(commit) + "] foo: " + commit);
      run.add("running  './test'");
    }
    assertThat(kinds(run)).doesNotContain(Remark.Kind.RUNS_WITHOUT_REVISION);
    run.remove(at);
    assertThat(kinds(run)).contains(Remark.Kind.RUNS_WITHOUT_REVISION);
  }

  @Test
  void aVerdictWithoutARunIsMissedWhereOthersHaveRuns() {
    List<String> run = new ArrayList<>();
    run.add("git bisect start '" + hash('a') + "' '" + hash('b') + "'");
    run.add("# testing the bad commit first: [" + hash('a') + "] foo: ten");
    run.add("running  './test'");
    run.add("run #0: crashed: WARNING in foo");
    run.add("run #1: OK");
    for (char commit : List.of('c', 'd', 'e')) {
      run.add("Bisecting: 4 revisions left to test after this (roughly 2 steps)");
      run.add("[" + hash(commit) + "] foo: " + commit);
      run.add("running  './test'");
      run.add("run #0: OK");
      run.add("run #1: OK");
      run.add("git bisect good " + hash(commit));
    }
    assertThat(kinds(run)).doesNotContain(Remark.Kind.MISSING_RUNS);
    run.subList(11, 16).clear();
    assertThat(kinds(run)).contains(Remark.Kind.MISSING_RUNS);
    run.removeIf(line -> line.startsWith("run #"));
    assertThat(kinds(run)).doesNotContain(Remark.Kind.MISSING_RUNS);
  }

  /** A test prints what it likes, but a run by its number says how it ended. */
  @ParameterizedTest
  @ValueSource(strings = {"run #1: Ok", "run #1: OK.", "run #1: OK (3m2s)", "run #1 : OK"})
  void aRunInOtherWordsIsMissed(String words) {
    List<String> run = new ArrayList<>();
    run.add("Bisecting: 0 revisions left to test after this (roughly 0 steps)");
    run.add("[" + hash('c') + "] foo: five");
    run.add("running  './test'");
    run.add("run #0: OK");
    run.add("run #1: OK");
    run.add("run #2: crashed: WARNING in foo");
    run.add("git bisect bad " + hash('c'));
    assertThat(kinds(run)).doesNotContain(Remark.Kind.UNKNOWN_LINES, Remark.Kind.MISSING_RUNS);
    run.set(4, words);
    assertThat(kinds(run)).contains(Remark.Kind.UNKNOWN_LINES, Remark.Kind.MISSING_RUNS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "error: "})
  void aRunThatCannotContinueHasListedItsCandidates(String before) {
    List<String> run = new ArrayList<>();
    run.add("Bisecting: 0 revisions left to test after this (roughly 0 steps)");
    run.add("[" + hash('c') + "] foo: five");
    run.add("running  './test'");
    run.add(before + "bisect run cannot continue any more");
    assertThat(head(run).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(kinds(run)).contains(Remark.Kind.MISSING_LINES);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6})
  void oneOfTwoLinesOfAVerdictIsMissed(int at) {
    List<String> lines = new ArrayList<>(LOG);
    lines.remove(at);
    assertThat(verdicts(lines)).isEqualTo(verdicts(LOG));
    assertThat(kinds(lines)).containsExactly(Remark.Kind.MISSING_LINES);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6})
  void aDoubledLineChangesNothingAndIsReported(int at) {
    List<String> lines = new ArrayList<>(LOG);
    lines.add(at, LOG.get(at));
    assertThat(verdicts(lines)).isEqualTo(verdicts(LOG));
    assertThat(head(lines).culprit()).isEqualTo(hash('d'));
    assertThat(kinds(lines)).contains(Remark.Kind.CONTRADICTION);
  }

  @Test
  void theStartIsMissed() {
    assertThat(kinds(LOG.subList(3, LOG.size()))).contains(Remark.Kind.UNTESTED_RANGE_END);
    assertThat(
            kinds(
                List.of(
                    "Bisecting: 1 revision left to test after this (roughly 1 step)",
                    hash('d') + " is the first bad commit")))
        .contains(Remark.Kind.UNTESTED_RANGE_END);
  }

  @Test
  void aNoteAndItsCommandThatDifferContradictEachOther() {
    List<String> lines = new ArrayList<>(LOG);
    lines.set(4, "git bisect bad " + hash('c'));
    assertThat(verdicts(lines)).isEqualTo(verdicts(LOG));
    assertThat(kinds(lines)).containsExactly(Remark.Kind.CONTRADICTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"git bisect goo", "git bisect bad v6.2-rc1", "git bisect bad 1234567"})
  void aVerdictThatCannotBeReadIsNotDropped(String command) {
    List<String> lines = new ArrayList<>(LOG.subList(0, 5));
    lines.add(command);
    assertThat(verdicts(lines)).hasSize(1);
    assertThat(kinds(lines)).contains(Remark.Kind.UNKNOWN_LINES);
  }

  @Test
  void aShortHashIsThatOfTheCommitInTest() {
    List<String> lines =
        List.of(
            "git bisect start v6.2 v6.1",
            "Bisecting: 1 revision left to test after this (roughly 1 step)",
            "[" + hash('c') + "] foo: five",
            "git bisect bad ccccccc",
            hash('c') + " is the first bad commit");
    assertThat(verdicts(lines)).containsExactly("c BAD");
    assertThat(head(lines).culprit()).isEqualTo(hash('c'));
    assertThat(kinds(lines)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7})
  void aCandidateIsMissed(int at) {
    List<String> lines = new ArrayList<>(SKIPS);
    lines.remove(at);
    assertThat(kinds(lines)).containsExactly(Remark.Kind.MISSING_LINES);
  }

  @Test
  void aCandidateStandsInTheListOnce() {
    List<String> lines = new ArrayList<>(SKIPS);
    lines.add(SKIPS.get(7));
    assertThat(head(lines).candidates()).containsExactly(hash('a'), hash('c'));
    assertThat(kinds(lines)).contains(Remark.Kind.CONTRADICTION);
  }

  @Test
  void theFirstOfTwoEndingsHolds() {
    List<String> listed = new ArrayList<>(LOG);
    listed.addAll(SKIPS.subList(5, 8));
    assertThat(head(listed).culprit()).isEqualTo(hash('d'));
    assertThat(kinds(listed)).contains(Remark.Kind.CONTRADICTION);

    List<String> named = new ArrayList<>(SKIPS);
    named.add("# first bad commit: [" + hash('a') + "] foo: ten");
    assertThat(head(named).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(kinds(named)).contains(Remark.Kind.CONTRADICTION);
  }

  @Test
  void aCulpritHasTheTitleUnderWhichItWasToldBad() {
    List<String> lines = new ArrayList<>(LOG);
    lines.set(7, "# first bad commit: [" + hash('d') + "] bar: another");
    assertThat(kinds(lines)).containsExactly(Remark.Kind.CONTRADICTION);
  }

  @Test
  void aDescriptionIsThatOfTheCommitThatGitNames() {
    List<String> lines = new ArrayList<>(LOG.subList(0, 7));
    lines.add(hash('d') + " is the first bad commit");
    lines.add("commit " + hash('e'));
    lines.add("Author: Somebody <somebody@example.org>");
    lines.add("");
    lines.add("    bar: another");
    assertThat(head(lines).culpritTitle()).isEqualTo("foo: six"); // as git chose it
    assertThat(kinds(lines)).containsExactly(Remark.Kind.CONTRADICTION);
  }

  @Test
  void runsOfWhichTheFirstIsMissingAreReported() {
    List<String> lines =
        List.of(
            LOG.get(2),
            "Bisecting: 1 revision left to test after this (roughly 1 step)",
            "[" + hash('c') + "] foo: five",
            "running './test.sh'",
            "run #1: OK",
            "git bisect good " + hash('c'));
    assertThat(kinds(lines)).contains(Remark.Kind.MISSING_RUNS);
  }

  @ParameterizedTest
  @CsvSource({
    "fixed,broken,FIX,false",
    "good,bad,FIX,false",
    "slow,fast,CAUSE,false",
    "after,before,CAUSE,true"
  })
  void theWordsSayWhatIsSearched(String newer, String older, Kind kind, boolean remarked) {
    List<String> lines =
        List.of(
            "# " + newer + ": [" + hash('a') + "] foo: ten",
            "# " + older + ": [" + hash('b') + "] foo: one",
            "git bisect start '--term-new' '%s' '--term-old' '%s' '%s' '%s'"
                .formatted(newer, older, hash('a'), hash('b')),
            "# " + newer + ": [" + hash('d') + "] foo: six",
            "git bisect " + newer + " " + hash('d'),
            "# first " + newer + " commit: [" + hash('d') + "] foo: six");
    Bisection head = head(lines);
    assertThat(head.kind()).isEqualTo(kind);
    assertThat(verdicts(lines)).containsExactly(kind == Kind.FIX ? "d GOOD" : "d BAD");
    assertThat(Objects.requireNonNull(head.range()).crashesAt())
        .isEqualTo(hash(kind == Kind.FIX ? 'b' : 'd'));
    assertThat(kinds(lines).contains(Remark.Kind.NO_OPENING)).isEqualTo(remarked);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void testsOfAFuzzerAfterALogOfGitAreNotBlendedIntoIt(boolean ended) {
    List<String> lines = new ArrayList<>(ended ? LOG : LOG.subList(0, 5));
    lines.add("testing commit " + hash('e') + " with gcc (GCC) 8.1.0");
    lines.add("run #0: crashed: WARNING in foo");
    lines.add("# git bisect bad " + hash('e'));
    lines.add(hash('e') + " is the first bad commit");
    assertThat(head(lines).culprit()).isEqualTo(ended ? hash('d') : null);
    assertThat(kinds(lines)).contains(Remark.Kind.SECOND_LOG);
  }

  @Test
  void aForeignLineBetweenTwoOfGitsLosesNoStep() {
    List<String> run = new ArrayList<>();
    for (char commit : List.of('c', 'd')) {
      run.add("Bisecting: 4 revisions left to test after this (roughly 2 steps)");
      run.add("make[1]: Leaving directory '/build'");
      run.add("[" + hash(commit) + "] foo: " + commit);
      run.add("running  './test'");
      run.add("value " + commit);
    }
    assertThat(Analysis.of("log", run).revisions())
        .extracting(Revision::commit)
        .containsExactly(hash('c'), hash('d'));
    assertThat(head(run).lines().unknown()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\u00a0", "\t"})
  void blanksAfterAnErrorChangeNothing(String blanks) {
    List<String> run = new ArrayList<>(LOG.subList(0, 3));
    run.add("# testing the bad commit first: [" + hash('a') + "] foo: ten");
    run.add("running './test'");
    run.add("run #0: OK");
    run.add("error: the crash wasn't reproduced on the original commit" + blanks);
    assertThat(head(run).outcome()).isEqualTo(Outcome.NOT_REPRODUCED);
  }

  @Test
  void aCandidateThatWasNeverSkippedIsMissed() {
    List<String> lines = new ArrayList<>(SKIPS);
    lines.remove("# only skipped commits left to test");
    assertThat(kinds(lines)).isEmpty();
    lines.add("# possible first bad commit: [" + hash('e') + "] foo: seven");
    assertThat(kinds(lines)).containsExactly(Remark.Kind.MISSING_LINES);
  }

  /** Half of git's log, and behind it the end of a fuzzer's. */
  @Test
  void theEndOfAFuzzersLogIsNoEndOfGits() {
    List<String> lines = new ArrayList<>(LOG.subList(0, 5));
    Outcome outcome = head(lines).outcome();
    for (String foreign :
        List.of(
            "revisions tested: 1, total time: 15m4s (build: 4m3s, test: 10m4s)",
            "error: the crash wasn't reproduced on the original commit")) {
      List<String> mixed = new ArrayList<>(lines);
      mixed.add(foreign);
      assertThat(head(mixed).outcome()).isEqualTo(outcome);
      assertThat(kinds(mixed)).contains(Remark.Kind.CONTRADICTION);
    }
  }

  /** A test prints what it likes; only that of the bad commit can fail to reproduce the crash. */
  @Test
  void aStepIsNoTestOfTheBadCommit() {
    List<String> run = new ArrayList<>(LOG.subList(0, 3));
    run.add("Bisecting: 1 revision left to test after this (roughly 1 step)");
    run.add("[" + hash('c') + "] foo: three");
    run.add("error: the crash wasn't reproduced on the original commit");
    assertThat(head(run).outcome()).isEqualTo(Outcome.BROKEN_OFF);
  }

  private static List<String> verdicts(List<String> lines) {
    return Analysis.of("log", lines).revisions().stream()
        .map((Revision each) -> each.commit().charAt(0) + " " + each.verdict())
        .toList();
  }

  private static List<Remark.Kind> kinds(List<String> lines) {
    return head(lines).remarks().stream()
        .map(Remark::kind)
        .filter(kind -> kind != Remark.Kind.NO_ENDING)
        .toList();
  }

  private static Bisection head(List<String> lines) {
    return Objects.requireNonNull(Analysis.of("log", lines).bisection());
  }
}
