package firstbad.bisection.fold;

import static firstbad.bisection.Logs.hash;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.trust.judgement.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that contradict themselves: nothing is concluded from that, and it is told. */
class ContradictionsTest {
  private static final String SEARCH = "bisecting cause commit starting from " + hash('1');
  private static final String FUZZER = "building syzkaller on " + hash('2');
  private static final String AGAIN =
      "ensuring issue is reproducible on original commit " + hash('1');
  private static final String TEST = "testing commit " + hash('1') + " gcc";
  private static final String SIGNATURE = "kernel signature: " + "a".repeat(64);
  private static final String CRASHED = "all runs: crashed: WARNING in foo";
  private static final String TRAILER =
      "revisions tested: 1, total time: 2h0m0s (build: 1h0m0s, test: 30m0s)";

  @Test
  void gitEndedOnAnotherCommitThanTheLogNames() {
    Analysis log =
        afterOneCrash(
            "testing release v6.1",
            "testing commit " + hash('3') + " gcc",
            "all runs: OK",
            "# git bisect start " + hash('1') + " " + hash('3'),
            hash('1') + " is the first bad commit",
            TRAILER.replace("1,", "2,"),
            "first bad commit: " + hash('4') + " foo: another",
            "crash: WARNING in foo",
            " foo_release+0x10/0x20");

    assertThat(head(log).remarks())
        .extracting(Remark::kind)
        .containsExactly(Remark.Kind.CULPRIT_DIFFERS);
  }

  @Test
  void aSecondReproductionIsAnotherLog() {
    Analysis log = Analysis.of("log", List.of(SEARCH, FUZZER, AGAIN, TEST, CRASHED, AGAIN, TEST));

    assertThat(log.alerts()).extracting(Alert::kind).containsExactly(Alert.Kind.CONFLICT);
    assertThat(log.revisions()).hasSize(1);
    assertThat(head(log).remarks())
        .contains(
            new Remark(
                Remark.Kind.SECOND_LOG,
                6L,
                "Line 6 starts a second bisection: nothing of the text from there on is applied."
                    + " Publish it under an id of its own."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"error: too slow", "crash: WARNING in foo"})
  void aLogThatContinuesTheLastLineOfAnotherIsKeptOut(String last) {
    Analysis log =
        afterOneCrash(
            TRAILER,
            "the crash already happened on the oldest tested release",
            last + SEARCH,
            FUZZER,
            TEST,
            "all runs: OK");

    assertThat(log.revisions()).hasSize(1);
    assertThat(head(log).remarks()).extracting(Remark::kind).contains(Remark.Kind.SECOND_LOG);
  }

  @Test
  void furtherContradictionsAreCounted() {
    String early = "# git bisect good " + hash('1');
    assertThat(contradiction(afterOneCrash(early, early)))
        .endsWith("before its search started. There is one more contradiction.");
    assertThat(contradiction(afterOneCrash(early, early, early)))
        .endsWith("before its search started. There are 2 more contradictions.");
  }

  @Test
  void aKernelWithASignatureWasBuiltWhateverStandsBeforeIt() {
    Analysis log =
        afterOneCrash(
            "testing release v6.1",
            "examining commit " + hash('3') + " gcc",
            "kernel signature: " + "a".repeat(64),
            "all runs: OK",
            "# git bisect good " + hash('3'));

    assertThat(log.revisions()).extracting(Revision::failure).containsOnlyNulls();
    assertThat(head(log).remarks())
        .extracting(Remark::kind)
        .contains(Remark.Kind.RUNS_WITHOUT_REVISION, Remark.Kind.UNKNOWN_LINES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Killed: x", "kernel build failed: x"})
  void aKernelWithASignatureWasBuiltWhateverStandsBehindIt(String line) {
    Analysis log = Analysis.of("log", List.of(SEARCH, FUZZER, TEST, SIGNATURE, line, CRASHED));

    assertThat(log.revisions().get(0).failure()).isNull();
    assertThat(log.revisions().get(0).runs().crashed()).isEqualTo(20);
    assertThat(contradiction(log))
        .isEqualTo("The kernel of 111111111111 was built: \"" + line + "\" is left out.");
  }

  @Test
  void gitIsToldNeitherGoodNorBadOfARevisionThatFailed() {
    Analysis log =
        afterOneCrash(
            "testing release v6.1",
            "testing commit " + hash('3') + " gcc",
            "all runs: OK",
            "# git bisect start " + hash('1') + " " + hash('3'),
            "Bisecting: 1 revision left to test after this (roughly 1 step)",
            "[" + hash('4') + "] foo: one",
            "testing commit " + hash('4') + " gcc",
            "Killed: x",
            CRASHED,
            "# git bisect bad " + hash('4'));

    assertThat(contradiction(log))
        .isEqualTo("444444444444 is said to have failed, and git was told bad.");
  }

  @Test
  void gitHearsNoVerdictBeforeItsSearchStarts() {
    Analysis log = afterOneCrash("# git bisect good " + hash('1'), "testing release v6.1");

    assertThat(log.revisions().get(0).verdict()).isEqualTo(Verdict.BAD);
    assertThat(contradiction(log))
        .isEqualTo("Git was told good for 111111111111 before its search started.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HEAD had kernel build, boot or test errors",
        "reproducer does not crash the merge base, so there's no known bad commit"
      })
  void aSearchForACauseHasNoWordsOfASearchForAFix(String line) {
    Analysis log =
        afterOneCrash(
            line,
            TRAILER,
            "the crash already happened on the oldest tested release",
            "commit msg: Linux 6.1");

    assertThat(head(log).outcome()).isEqualTo(Outcome.STILL_HAPPENS);
    assertThat(contradiction(log)).startsWith("\"" + line + "\" belongs to a search for a fix");
  }

  @Test
  void gitStartsFromEndsAsTheyWereTested() {
    Analysis log =
        afterOneCrash(
            "testing release v6.1",
            "testing commit " + hash('3') + " gcc",
            "all runs: OK",
            "# git bisect start " + hash('3') + " " + hash('1'));

    assertThat(contradiction(log))
        .isEqualTo("Git starts with 333333333333 as bad, and its test said good.");
  }

  @Test
  void aCulpritThatGitDidNotFindIsNotJudged() {
    Analysis log = afterOneCrash(TRAILER, "first bad commit: " + hash('4') + " foo: another");

    assertThat(contradiction(log)).contains("git ended its search on no commit");
    assertThat(Objects.requireNonNull(log.assessment()).level()).isEqualTo(Level.NONE);
    assertThat(log.assessment().reasons())
        .containsExactly("git's search ended on no commit, and the log names one");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aListOfCandidatesThatIsNotWholeIsNotJudged(int named) {
    List<String> candidates = List.of(hash('5'), hash('6'));
    List<String> log = new ArrayList<>(List.of(SEARCH, FUZZER, TEST, CRASHED));
    log.addAll(List.of("testing release v6.1", "testing commit " + hash('3') + " gcc"));
    log.addAll(List.of("all runs: OK", "# git bisect start " + hash('1') + " " + hash('3')));
    log.addAll(List.of("There are only 'skip'ped commits left to test."));
    log.add("The first bad commit could be any of:");
    log.addAll(candidates);
    log.add("We cannot bisect more!");
    log.add(TRAILER.replace("1,", "2,"));
    log.add("bisection is inconclusive, the first bad commit could be any of:");
    log.addAll(candidates.subList(0, named));

    Analysis analysis = Analysis.of("log", log);

    assertThat(head(analysis).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    boolean whole = named == candidates.size();
    assertThat(Objects.requireNonNull(analysis.assessment()).level() == Level.NONE)
        .isEqualTo(!whole);
    assertThat(head(analysis).remarks())
        .extracting(Remark::message)
        .isEqualTo(
            whole
                ? List.of()
                : List.of(
                    "The log names "
                        + (named == 1 ? "1 candidate" : named + " candidates")
                        + ", and git named 2 before."));
  }

  @Test
  void aCommitHasOneTitle() {
    Analysis log =
        afterOneCrash(
            hash('1') + " is the first bad commit",
            "commit " + hash('1'),
            "    foo: one",
            TRAILER,
            "first bad commit: " + hash('1') + " foo: another");

    assertThat(contradiction(log)).endsWith("and git printed another title for that commit.");
  }

  @Test
  void aSearchIsOpenedBeforeItsFirstTest() {
    Analysis log =
        Analysis.of("log", List.of("# git bisect bad " + hash('5'), SEARCH, FUZZER, TEST, CRASHED));

    assertThat(contradiction(log))
        .isEqualTo('"' + SEARCH + "\" stands after a test, and a log begins with it.");
  }

  @Test
  void aCrashThatWasSeenIsReproduced() {
    String error = "error: the crash wasn't reproduced on the original commit";
    Analysis log = afterOneCrash(TRAILER, error);

    assertThat(contradiction(log))
        .isEqualTo("The log ends with \"" + error + "\", and a test before that said bad.");
    Analysis noRuns = Analysis.of("log", List.of(SEARCH, FUZZER, TEST, SIGNATURE, TRAILER, error));
    assertThat(head(noRuns).remarks())
        .extracting(Remark::kind)
        .containsExactly(Remark.Kind.MISSING_RUNS);
    Analysis notBuilt =
        Analysis.of(
            "log",
            List.of(SEARCH, FUZZER, TEST, "a.c:1: error", TRAILER.replace("1,", "0,"), error));
    assertThat(head(notBuilt).remarks()).isEmpty();
  }

  @Test
  void eachReleaseIsTestedFromTheNewestToTheOldest() {
    List<String> releases = new ArrayList<>();
    for (String tag : List.of("v5.1", "v5.0", "v4.20", "v4.17")) {
      releases.addAll(List.of("testing release " + tag, "testing commit " + "3".repeat(40)));
      releases.add(CRASHED);
    }
    Analysis gap = afterOneCrash(releases.toArray(String[]::new));
    assertThat(head(gap).remarks())
        .contains(
            new Remark(
                Remark.Kind.MISSING_REVISIONS,
                14L,
                "Release v4.17 follows v4.20: the log lacks the test of v4.19."));

    releases.addAll(List.of("testing release v4.19", TEST, CRASHED, TRAILER));
    Analysis both = afterOneCrash(releases.toArray(String[]::new));
    assertThat(contradiction(both))
        .isEqualTo("Release v4.19 is tested after v4.17, and releases go back in time.");
    assertThat(head(both).remarks())
        .extracting(Remark::message)
        .contains(
            "The log says that 1 revision was tested; it has the tests of 6. Release v4.17 follows"
                + " v4.20: the log lacks the test of v4.19.");
  }

  @Test
  void kernelSignaturesComeInPairs() {
    Analysis log =
        afterOneCrash(
            hash('1') + " is the first bad commit",
            "culprit signature: " + "a".repeat(64),
            TRAILER,
            "first bad commit: " + hash('1') + " foo: one");

    assertThat(head(log).remarks())
        .filteredOn(remark -> remark.kind() == Remark.Kind.MISSING_LINES)
        .extracting(Remark::message)
        .containsExactly(
            "Of the kernel signatures of the culprit and its parent the log has only one: a line"
                + " is missing.");
  }

  private static String contradiction(Analysis log) {
    return head(log).remarks().stream()
        .filter(remark -> remark.kind() == Remark.Kind.CONTRADICTION)
        .findFirst()
        .orElseThrow()
        .message();
  }

  /** A log whose first revision crashed, and which goes on with these lines. */
  private static Analysis afterOneCrash(String... further) {
    return Analysis.of(
        "log",
        Stream.concat(Stream.of(SEARCH, FUZZER, TEST, CRASHED), Stream.of(further)).toList());
  }

  private static Bisection head(Analysis log) {
    return Objects.requireNonNull(log.bisection());
  }
}
