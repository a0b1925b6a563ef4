package firstbad.bench;

import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.Evidence;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.posterior.ClosedRevision;
import firstbad.bisection.trust.posterior.ClosedRevision.Crashes;
import firstbad.bisection.trust.posterior.ClosedRevision.SearchStage;
import firstbad.bisection.trust.posterior.ClosedRevision.Verdict;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What judging costs when a log does its worst: 1,000 revisions, 200 titles, counts beyond any
 * number. CPU time of this thread.
 *
 * <pre>
 * one more revision, after 25 to 199 others ──▶ weigh      must grow with them, not with their square
 * a whole log of 1,000 revisions            ──▶ fold       must end at level none, with its reason
 * </pre>
 *
 * <p>Fails when a judgement grows faster than the revisions, or when the hostile log is judged.
 */
final class HostileTrust {
  private static final int[] REVISIONS = {25, 50, 100, 199};
  private static final int TITLES = 60; // of functions that are all uncertain
  private static final int ROUNDS = 400;

  private HostileTrust() {}

  public static void main(String[] arguments) {
    Map<Integer, Double> costs = new TreeMap<>();
    for (int round = 0; round < 3; round++) { // the first two warm up
      for (int revisions : REVISIONS) {
        costs.put(revisions, microsPerJudgement(revisions));
      }
    }
    costs.forEach(
        (revisions, micros) ->
            System.out.printf(
                Locale.ROOT,
                "judging after %3d revisions: %7.1f us, %.2f us for each%n",
                revisions,
                micros,
                micros / revisions));
    double growth = Objects.requireNonNull(costs.get(199)) / Objects.requireNonNull(costs.get(50));
    if (growth > 8) {
      throw new IllegalStateException(
          "Four times the revisions cost " + growth + " times as much: that is not linear.");
    }
    for (int revisions : new int[] {250, 500, 1000, 2000}) {
      wholeLog(revisions);
    }
  }

  private static double microsPerJudgement(int revisions) {
    Assessor assessor = new Assessor(Parameters.shipped());
    Evidence evidence = Evidence.OF_CAUSE;
    for (int i = 0; i < revisions; i++) {
      evidence = assessor.weigh(evidence, revision(i, 5)).evidence();
    }
    long start = cpu();
    for (int i = 0; i < ROUNDS; i++) {
      // a bad one, and another each time, since an assessor remembers what it has just seen
      Judgement judgement =
          assessor.weigh(evidence, revision(3 * (revisions / 3) + 1, i)).judgement();
      if (judgement.reasons().isEmpty() || judgement.level() == Level.NONE) {
        throw new IllegalStateException("Not judged after " + revisions + " revisions.");
      }
    }
    return (cpu() - start) / 1000.0 / ROUNDS;
  }

  private static ClosedRevision revision(int i, int ok) {
    boolean bad = i == 0 || i % 3 == 1;
    return new ClosedRevision(
        i + 1,
        10L * i + 1,
        hash(i),
        "foo: change " + i,
        i == 0 ? SearchStage.ORIGINAL : SearchStage.STEP,
        bad ? Verdict.BAD : Verdict.GOOD,
        bad
            ? List.of(new Crashes(i == 0 ? "KASAN: use-after-free in bug" : title(i), 5))
            : List.of(),
        ok,
        1_000_000 >> Math.min(19, i),
        false);
  }

  private static String title(int i) {
    return "WARNING in fn" + "abcdefghij".charAt(i % 10) + "_" + i % TITLES;
  }

  private static void wholeLog(int revisions) {
    List<String> log = log(revisions);
    Analysis.of("warm", log);
    long start = cpu();
    Analysis analysis = Analysis.of("hostile", log);
    double millis = (cpu() - start) / 1e6;
    Assessment end = Objects.requireNonNull(analysis.assessment());
    System.out.printf(
        Locale.ROOT,
        "a log of %4d revisions, %,d lines: %6.1f ms, %.1f us a line, level %s: %s%n",
        revisions,
        log.size(),
        millis,
        1000 * millis / log.size(),
        end.level(),
        end.reasons().get(0));
    if (end.level() != Level.NONE) {
      throw new IllegalStateException("A hostile log was judged: " + end);
    }
  }

  private static List<String> log(int revisions) {
    List<String> log = new ArrayList<>();
    log.add("bisecting cause commit starting from " + hash(0));
    log.add("building syzkaller on " + hash(1));
    tested(log, 0, "KASAN: use-after-free Read in bug");
    log.add("testing release v5.0");
    tested(log, 1, null);
    log.add("# git bisect start " + hash(0) + " " + hash(1));
    for (int i = 2; i < revisions; i++) {
      step(log, i);
    }
    log.add("revisions tested: 99999999999, total time: 9999999h0m0s (build: 1s, test: 1s)");
    log.add("first bad commit: " + hash(2) + " foo: change 2");
    return log;
  }

  private static void step(List<String> log, int i) {
    log.add(
        "Bisecting: 99999999999999999999 revisions left to test after this (roughly 4294967296 steps)");
    log.add("[" + hash(i) + "] foo: change " + i);
    boolean bad = i % 3 == 1;
    tested(log, i, bad ? "WARNING in fn_" + i % 200 : null);
    log.add("# git bisect " + (bad ? "bad " : "good ") + hash(i));
  }

  private static void tested(List<String> log, int i, @Nullable String crash) {
    log.add("testing commit " + hash(i) + " with gcc (GCC) 8.1.0");
    log.add("all runs: " + (crash == null ? "OK" : "crashed: " + crash));
  }

  private static String hash(int i) {
    return String.format(Locale.ROOT, "%040x", i + 0xabcdefL);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
