package firstbad.bisection;

import static firstbad.bisection.Logs.hash;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.EndEntry;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs of 2023 and later, made up. */
class LaterErasTest {

  private static final String CAUSE_2024 =
      """
      ci starts bisection 2024-08-03 07:15:00.5 +0000 UTC m=+12.25
      bisecting cause commit starting from <1>
      building syzkaller on <2>
      ensuring issue is reproducible on original commit <1>

      testing commit <1> gcc
      compiler: gcc (Debian 12.2.0-14) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40
      kernel signature: aa01
      run #0: crashed: KASAN: slab-use-after-free Read in foo_put
      run #1: crashed: KASAN: slab-use-after-free Read in foo_put
      run #2: infra problem: failed to create instance: quota
      run #3: basic kernel testing failed: lost connection to test machine
      run #4: OK
      run #5: OK
      run #6: OK
      run #7: crashed: KASAN: slab-use-after-free Read in foo_put
      run #8: OK
      run #9: OK
      representative crash: KASAN: slab-use-after-free Read in foo_put, types: [KASAN]
      check whether we can drop unnecessary instrumentation
      disabling configs for [LEAK UBSAN], they are not needed
      testing commit <1> gcc
      kernel signature: aa02
      run #0: crashed: KASAN: slab-use-after-free Read in foo_put
      run #1: crashed: KASAN: slab-use-after-free Read in foo_put
      run #2: crashed: KASAN: slab-use-after-free Read in foo_put
      run #3: OK
      representative crash: KASAN: slab-use-after-free Read in foo_put, types: [KASAN]
      the bug reproduces without the instrumentation
      disabling configs for [UBSAN LEAK], they are not needed
      kconfig minimization: base=4000 full=7800 leaves diff=2000
      split chunks (needed=false): <2000>
      split chunk #0 of len 2000 into 5 parts
      testing without sub-chunk 1/5
      disabling configs for [UBSAN LEAK], they are not needed
      testing commit <1> gcc
      all runs: OK
      false negative chance: 0.000
      testing without sub-chunk 2/5
      testing commit <1> gcc
      all runs: crashed: KASAN: slab-use-after-free Read in foo_put
      representative crash: KASAN: slab-use-after-free Read in foo_put, types: [KASAN]
      the chunk can be dropped
      we have reached the limit on predicate runs (5); pretend it returns false
      minimized to 400 configs; suspects: [FOO FOO_CORE]
      picked [v6.9 v6.8] out of 9 release tags
      testing release v6.9
      testing commit <3> gcc
      run #0: crashed: KASAN: slab-use-after-free Read in foo_put
      run #1: OK
      run #2: OK
      run #3: OK
      run #4: OK
      run #5: OK
      run #6: OK
      run #7: OK
      run #8: OK
      run #9: OK
      representative crash: KASAN: slab-use-after-free Read in foo_put, types: [KASAN]
      unable to determine the verdict: 9 good runs (wanted 5), for bad wanted 5 in total, got 10
      testing release v6.8
      testing commit <6> gcc
      all runs: OK
      false negative chance: 0.000
      # git bisect start <1> <6>
      HEAD is now at 666666666666 Linux 6.8
      Bisecting: 1 revision left to test after this (roughly 1 step)
      [<4>] foo: rework the release path

      testing commit <4> gcc
      kernel signature: bb04
      run #0: ignore: lost connection to test machine
      run #1: crashed: KASAN: slab-use-after-free Read in foo_put
      run #2: crashed: KASAN: slab-use-after-free Read in foo_put
      run #3: crashed: KASAN: slab-use-after-free Read in foo_put
      run #4: OK
      run #5: OK
      run #6: OK
      run #7: OK
      run #8: OK
      run #9: OK
      representative crash: KASAN: slab-use-after-free Read in foo_put, types: [KASAN]
      # git bisect bad <4>
      <4> is the first bad commit
      commit <4>
      Author: A. Developer <dev@example.org>
      Date:   Mon May 6 10:11:12 2024 +0200

          foo: rework the release path
         \s
          run #3: crashed: not a run
          # git bisect good <9>

       drivers/foo/foo.c | 12 +++++++-----
       1 file changed, 7 insertions(+), 5 deletions(-)

      accumulated error probability: 0.00
      parent commit <7> wasn't tested
      testing commit <7> gcc
      compiler: gcc (Debian 12.2.0-14) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40
      kernel signature: cc07
      culprit signature: bb04
      parent  signature: cc07
      reproducer is flaky (0.38 repro chance estimate)
      revisions tested: 7, total time: 7h3m0.5s (build: 4h0m1s, test: 2h30m0.25s)
      first bad commit: <4> foo: rework the release path
      recipients (to): ["dev@example.org" "list@example.org"]
      recipients (cc): []
      crash: KASAN: slab-use-after-free Read in foo_put
      testing commit <5> gcc
      error: not an error
      """;

  private static final String FIX_2024 =
      """
      ci starts bisection 2024-02-01 09:00:00 +0000 UTC m=+1.5
      bisecting fixing commit since <1>
      building syzkaller on <2>
      ensuring issue is reproducible on original commit <1>

      testing commit <1> clang
      all runs: crashed: INFO: task hung in bar
      representative crash: INFO: task hung in bar, types: [HANG]
      testing current HEAD <9>
      testing commit <9> clang
      all runs: OK
      false negative chance: 0.000
      # git bisect start <9> <1>
      Bisecting: 2 revisions left to test after this (roughly 2 steps)
      [<8>] old branch work

      determine whether the revision contains the guilty commit
      checking the merge base <a>
      no existing result, test the revision
      testing commit <a> clang
      all runs: OK
      false negative chance: 0.000
      the bug was not introduced yet; pretend that kernel crashed
      # git bisect good <8>
      Bisecting: 0 revisions left to test after this (roughly 0 steps)
      [<b>] bar: do not wait forever

      determine whether the revision contains the guilty commit
      revision <1> crashed and is reachable
      testing commit <b> clang
      all runs: OK
      false negative chance: 0.000
      # git bisect bad <b>
      <b> is the first bad commit
      accumulated error probability: 0.00
      culprit signature: s1
      parent  signature: s2
      revisions tested: 4, total time: 1h40m2s (build: 1h1m0s, test: 30m59.5s)
      first good commit: <b> bar: do not wait forever
      recipients (to): ["dev@example.org"]
      recipients (cc): ["list@example.org"]
      """;

  private final Analysis cause = Analysis.of("cause", Logs.made(CAUSE_2024));
  private final Bisection causeHead = Objects.requireNonNull(cause.bisection());
  private final Analysis fix = Analysis.of("fix", Logs.made(FIX_2024));
  private final Bisection fixHead = Objects.requireNonNull(fix.bisection());

  @Test
  void tellsEveryRoleOfACauseBisection() {
    assertThat(cause.revisions())
        .extracting(Revision::role)
        .containsExactly(
            Role.ORIGINAL,
            Role.CONFIG,
            Role.CONFIG,
            Role.CONFIG,
            Role.RELEASE,
            Role.RELEASE,
            Role.STEP,
            Role.PARENT);
    assertThat(cause.revisions())
        .extracting(Revision::configuration)
        .startsWith(
            null,
            "disabling configs for [LEAK UBSAN], they are not needed",
            "testing without sub-chunk 1/5",
            "testing without sub-chunk 2/5");
    assertThat(cause.revisions().get(4).release()).isEqualTo("v6.9");
    assertThat(causeHead.revisions()).isEqualTo(new Bisection.VerdictCounts(7, 2, 4, 1));
  }

  @Test
  void agreesWithEveryVerdictOfTheLog() {
    assertThat(cause.revisions()).allMatch(revision -> revision.disagreement() == null);
    assertThat(cause.revisions().get(4).derivedVerdict()).isEqualTo(Verdict.SKIP);
    assertThat(cause.revisions().get(6).runs().ignored()).isEqualTo(1);
    assertThat(cause.revisions().get(7).tested()).isFalse();
    assertThat(cause.revisions().get(7).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void takesPastedTextForText() {
    assertThat(causeHead.lines().unknown()).isZero();
    assertThat(causeHead.report())
        .isEqualTo("testing commit " + hash('5') + " gcc\nerror: not an error");
    assertThat(causeHead.outcome()).isEqualTo(Outcome.CULPRIT_FOUND);
    assertThat(causeHead.culprit()).isEqualTo(hash('4'));
  }

  @Test
  void knowsWhatTheCulpritChanged() {
    CulpritFound culprit = Objects.requireNonNull(cause.culprit());
    assertThat(culprit.parent()).isEqualTo(hash('7'));
    assertThat(culprit.changedFiles()).containsExactly("drivers/foo/foo.c");
    assertThat(culprit.author()).isEqualTo("A. Developer <dev@example.org>");
    assertThat(culprit.binaryChanged()).isTrue();
    assertThat(culprit.evidence().get(0).start()).isEqualTo(new CulpritFound.CrashedRuns(3, 8));
    assertThat(culprit.evidence().get(0).parent()).isNull();
    assertThat(culprit.recipientsTo()).containsExactly("dev@example.org", "list@example.org");
  }

  @Test
  void turnsTheWordsOfAFixBisectionRound() {
    assertThat(fixHead.kind()).isEqualTo(Kind.FIX);
    assertThat(fixHead.outcome()).isEqualTo(Outcome.CULPRIT_FOUND);
    assertThat(fixHead.culprit()).isEqualTo(hash('b'));
    Bisection.Range range = Objects.requireNonNull(fixHead.range());
    assertThat(range.cleanAt()).isEqualTo(hash('b'));
    assertThat(range.crashesAt()).isEqualTo(hash('8'));
    assertThat(fix.revisions())
        .extracting(Revision::role)
        .containsExactly(Role.ORIGINAL, Role.HEAD, Role.MERGE_BASE, Role.STEP, Role.STEP);
    assertThat(fix.revisions())
        .extracting(Revision::verdict)
        .containsExactly(Verdict.BAD, Verdict.GOOD, Verdict.GOOD, Verdict.BAD, Verdict.GOOD);
  }

  @Test
  void keepsAStepThatWasDecidedWithoutATest() {
    Revision step = fix.revisions().get(3);
    assertThat(step.tested()).isFalse();
    assertThat(step.title()).isEqualTo("old branch work");
    assertThat(fix.crashCounts()).doesNotContainKey(hash('8'));
    assertThat(fixHead.revisions().tested()).isEqualTo(4);
  }

  @Test
  void endsWithoutACommit() {
    assertThat(
            ending(
                """
            testing release v4.19
            testing commit <3> gcc
            all runs: crashed: WARNING in foo
            crash still not fixed/happens on the oldest tested release
            revisions tested: 2, total time: 6h1m2s (build: 3h0m1s, test: 2h30m0s)
            oldest tested release already had the bug or it had kernel test errors
            commit msg: Linux 4.19
            crash: WARNING in foo
            report
            """))
        .isEqualTo(Outcome.STILL_HAPPENS);
    assertThat(
            ending(
                """
            testing current HEAD <9>
            testing commit <9> gcc
            failed building <9>: ld.lld: error: undefined symbol: baz
            HEAD had kernel build, boot or test errors
            revisions tested: 1, total time: 40m2s (build: 30m1s, test: 9m0s)
            crash still not fixed or there were kernel test errors
            commit msg: Merge tag 'x' of git://example.org/y
            crash: failed building <9>: ld.lld: error: undefined symbol: baz

            """))
        .isEqualTo(Outcome.NO_RANGE_END);
    assertThat(
            ending(
                """
            determining the merge base between <1> and <9>
            <c>/Linux 6.1 is a merge base, check if it has the bug
            testing commit <c> gcc
            all runs: OK
            false negative chance: 0.000
            reproducer does not crash the merge base, so there's no known bad commit
            revisions tested: 2, total time: 50m0s (build: 40m0s, test: 9m0s)
            crash still not fixed or there were kernel test errors
            commit msg: Linux 6.1
            """))
        .isEqualTo(Outcome.MERGE_BASE_CLEAN);
    assertThat(
            ending(
                """
            revisions tested: 7, total time: 12h20m0s (build: 6h0m0s, test: 5h0m0s)
            error: bisection is taking too long (>12h0m0s), aborting
            """))
        .isEqualTo(Outcome.TIMED_OUT);
    assertThat(
            ending(
                """
            revisions tested: 1, total time: 20m0s (build: 6m0s, test: 5m0s)
            error: the crash wasn't reproduced on the original commit
            """))
        .isEqualTo(Outcome.NOT_REPRODUCED);
    assertThat(
            ending(
                """
            revisions tested: 9, total time: 20m0s (build: 6m0s, test: 5m0s)
            bisection is inconclusive, the first bad commit could be any of:
            <1>
            <5>
            """))
        .isEqualTo(Outcome.NO_RANGE_END);
    assertThat(ending("testing release v6.1\n")).isEqualTo(Outcome.BROKEN_OFF);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "the crash wasn't reproduced on the original commit~NOT_REPRODUCED",
        "the crash wasn\u2019t reproduced on the original commit~NOT_REPRODUCED",
        "oldest tested release had kernel build, boot or test errors~NO_RANGE_END",
        "bisection is taking too long (>12h0m0s), aborting~TIMED_OUT"
      })
  void an_error_that_is_cut_off_is_still_the_one_that_it_began_as(String error, Outcome outcome) {
    for (int length = 3; length <= error.length(); length++) {
      assertThat(new EndEntry.Failed(error.substring(0, length)).outcome()).isEqualTo(outcome);
    }
    assertThat(new EndEntry.Failed(error.substring(0, 2)).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(new EndEntry.Failed("the crash was not seen").outcome()).isEqualTo(Outcome.FAILED);
  }

  private static Outcome ending(String end) {
    String start =
        """
        ci starts bisection 2023-09-01 09:00:00 +0000 UTC m=+1.5
        %s <1>
        building syzkaller on <2>
        testing commit <1> gcc
        all runs: crashed: WARNING in foo
        representative crash: WARNING in foo, types: [WARNING]
        """;
    boolean fix = end.contains("HEAD") || end.contains("merge base");
    String kind = fix ? "bisecting fixing commit since" : "bisecting cause commit starting from";
    Analysis analysis = Analysis.of("x", Logs.made(start.formatted(kind) + end));
    Bisection head = Objects.requireNonNull(analysis.bisection());
    assertThat(head.lines().unknown()).isZero();
    assertThat(analysis.revisions()).allMatch(revision -> revision.disagreement() == null);
    return head.outcome();
  }

  @Test
  void undoesTheDoublingOfSummer2023() {
    Analysis analysis =
        Analysis.of(
            "x",
            Logs.made(
                """
                ci starts bisection 2023-07-20 09:00:00 +0000 UTC m=+1.5
                bisecting cause commit starting from <1>
                building syzkaller on <2>
                testing commit <1> gcc
                run #0: crashed: WARNING in foo
                run #1: crashed: WARNING in foo
                run #2: crashed: SYZFAIL: mmap
                run #3: ignore: SYZFAIL: mmap
                run #4: OK
                """
                    + runs(5, 22)
                    + "testing release v6.1\n"));
    Revision first = analysis.revisions().get(0);
    assertThat(first.runs().total()).isEqualTo(20);
    assertThat(first.runs().crashed()).isEqualTo(1);
    assertThat(first.runs().ignored()).isEqualTo(1);
    assertThat(first.crashes()).containsExactly(new TitleCount("WARNING in foo", "WARNING", 1));
    Analysis.CommitCounts counts = Objects.requireNonNull(analysis.crashCounts().get(hash('1')));
    assertThat(counts.runs().crashed()).isEqualTo(1);
    assertThat(counts.runs().inconclusive()).isEqualTo(1);
    assertThat(counts.titles()).containsOnlyKeys("WARNING in foo");
  }

  private static String runs(int from, int to) {
    StringBuilder runs = new StringBuilder();
    for (int i = from; i < to; i++) {
      runs.append("run #").append(i).append(": OK\n");
    }
    return runs.toString();
  }

  @Test
  void readsAllBuildErrorsOfOneRevision() {
    Analysis analysis =
        Analysis.of(
            "x",
            Logs.made(
                """
                bisecting cause commit starting from <1>
                building syzkaller on <2>
                testing commit <1> with gcc (GCC) 8.1.0
                all runs: crashed: WARNING in foo
                testing release v5.0
                testing commit <3> with gcc (GCC) 8.1.0
                drivers/foo/foo.c:12:3: error: implicit declaration of function 'bar'
                error: ld returned 1 exit status
                crash: said the linker
                # git bisect start <1> <4>
                Bisecting: 3 revisions left to test after this (roughly 2 steps)
                [<5>] foo: bar
                """));
    Revision release = analysis.revisions().get(1);
    assertThat(release.failure())
        .isEqualTo(
            """
            drivers/foo/foo.c:12:3: error: implicit declaration of function 'bar'
            error: ld returned 1 exit status
            crash: said the linker""");
    assertThat(release.derivedVerdict()).isEqualTo(Verdict.SKIP);
    assertThat(Objects.requireNonNull(analysis.bisection()).lines().unknown()).isZero();
  }

  @Test
  void countsWhatItDoesNotUnderstand() {
    Analysis analysis =
        Analysis.of("x", List.of("hello", "bisecting cause commit starting from HEAD", "what?"));
    assertThat(analysis.unknownLines())
        .containsExactly(
            new Finding.NotUnderstood(1, "hello"), new Finding.NotUnderstood(3, "what?"));
  }
}
