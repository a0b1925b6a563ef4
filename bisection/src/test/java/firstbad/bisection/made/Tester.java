package firstbad.bisection.made;

import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.made.Era.Decision;
import firstbad.bisection.made.History.Bug;
import firstbad.bisection.made.History.Commit;
import firstbad.bisection.made.History.Stretch;
import firstbad.bisection.made.Ledger.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds kernels, runs the reproducer on them and writes the blocks. */
final class Tester {

  /** What is tested, and why. */
  record Order(
      Commit commit,
      Role role,
      @Nullable String release,
      @Nullable String title,
      double configurationReach) {

    static Order of(Commit commit, Role role) {
      return new Order(commit, role, null, null, 1);
    }
  }

  /** What came of it. */
  record Tested(
      Commit commit, Page page, Decision decision, List<String> types, double ratio, int good) {
    boolean crashes() {
      return decision == Decision.BAD;
    }
  }

  private static final int NEVER = Integer.MAX_VALUE;

  private final Scene scene;
  private final Chance chance;
  private final Era era;
  private final Pen pen;
  private final Ledger ledger;
  private final Map<String, String> signatures = new HashMap<>();
  private final int blocksInTime;
  private int blocks;
  private int counted;
  private boolean built;
  private boolean flaky;
  private @Nullable List<String> bugTypes;

  /** The chance of one run to crash, as syzkaller estimates it. */
  private double estimate;

  Tester(Scene scene, Pen pen, Ledger ledger) {
    this.scene = scene;
    this.pen = pen;
    this.ledger = ledger;
    chance = scene.chance;
    era = scene.era;
    blocksInTime = era.since(2020, 7, 12) && chance.of(0.04) ? chance.between(0, 12) : NEVER;
  }

  /** Revisions tested, as the trailer of the day counts them. */
  int counted() {
    return counted;
  }

  boolean flaky() {
    return flaky;
  }

  double estimate() {
    return estimate;
  }

  void estimate(double chanceOfOneRun) {
    estimate = chanceOfOneRun;
  }

  List<String> bugTypes() {
    return bugTypes == null ? List.of() : bugTypes;
  }

  Tested test(Commit commit, Role role) throws Failure {
    return test(Order.of(commit, role));
  }

  Tested test(Order order) throws Failure {
    if (blocks++ >= blocksInTime) {
      String limit = era.since(2023, 5, 9) ? "12h0m0s" : "8h0m0s";
      throw new Failure("bisection is taking too long (>" + limit + "), aborting");
    }
    boolean inGit = order.title() != null;
    if (era.since(2022, 9, 1) && (inGit || era.since(2023, 5, 5)) && chance.of(0.01)) {
      return notPrepared(order);
    }
    pen.write(firstLine(order.commit()));
    Page page = open(order);
    if (!era.since(2020, 11, 17)) {
      counted++;
    }
    boolean builds = !broken(scene.unbuildable, order.commit());
    writeCompiler(builds);
    if (!builds) {
      return notBuilt(order, page);
    }
    if (era.since(2020, 11, 17)) {
      counted++;
    }
    writeSignature(order, page);
    if (chance.of(0.004)) {
      return notTested(order, page);
    }
    return run(order, page);
  }

  /** Builds the culprit's parent for its signature; returns it. */
  String build(Commit parent, String culpritSignature, boolean same) {
    pen.write(firstLine(parent));
    Page page = ledger.open(parent.hash(), Role.PARENT);
    page.tested = false;
    writeCompiler(true);
    String signature = same ? culpritSignature : signature();
    pen.write("kernel signature: " + signature);
    page.signature = signature;
    return signature;
  }

  @Nullable String signatureOf(Commit commit) {
    return signatures.get(commit.hash());
  }

  private Page open(Order order) {
    Page page = ledger.open(order.commit().hash(), order.role());
    page.release = order.release();
    page.title = order.title();
    return page;
  }

  private String firstLine(Commit commit) {
    String line = "testing commit " + commit.hash();
    if (era.since(2022, 9, 1)) {
      return line + (scene.clang ? " clang" : " gcc");
    }
    if (era.since(2021, 7, 20)) {
      return line;
    }
    return line
        + (era.since(2021, 2, 20) ? " with gcc (GCC) 10.2.1 20210217" : " with gcc (GCC) 8.1.0");
  }

  private void writeCompiler(boolean builds) {
    if (era.since(2021, 9, 16) || (era.since(2021, 7, 20) && builds)) {
      pen.write(
          scene.clang
              ? "compiler: Debian clang version 15.0.7, Debian LLD 15.0.7"
              : "compiler: gcc (GCC) 10.2.1 20210217, GNU ld (GNU Binutils for Debian) 2.35.2");
    }
  }

  private void writeSignature(Order order, Page page) {
    if (!era.since(2019, 11, 18)) {
      return;
    }
    String signature = signature();
    pen.write("kernel signature: " + signature);
    page.signature = signature;
    signatures.put(order.commit().hash(), signature);
  }

  private String signature() {
    return chance.hex(era.since(2020, 1, 23) ? 64 : 40);
  }

  private static boolean broken(List<Stretch> stretches, Commit commit) {
    return stretches.stream().anyMatch(stretch -> stretch.has(commit.at()));
  }

  /** Before the build: no line of its own, the error names the commit from 2023-05-05 on (5.7b). */
  private Tested notPrepared(Order order) {
    String error = "failed to cherry pick fixes: failed to run [\"git\" \"cherry-pick\" \"foo\"]";
    pen.write(error);
    Page page = open(order);
    page.buildFailed = true;
    page.verdict = Verdict.SKIP;
    if (era.since(2023, 5, 5)) {
      pen.write("failed building " + order.commit().hash() + ": " + error);
    }
    return undecided(order, page);
  }

  private Tested notBuilt(Order order, Page page) {
    List<String> error = scene.words.buildError(era.since(2019, 12, 11));
    page.buildFailed = true;
    page.verdict = Verdict.SKIP;
    String text = String.join("\n", error);
    if (era.since(2023, 5, 5)) {
      if (chance.of(0.2)) {
        pen.write(text);
      }
      pen.write("failed building " + order.commit().hash() + ": " + text);
    } else {
      pen.write((era.firstMorning() ? "kernel build failed: " : "") + text);
    }
    return undecided(order, page);
  }

  /** The reproducer could not be run at all (5.9). */
  private Tested notTested(Order order, Page page) throws Failure {
    String error = "failed to run [\"foo\" \"-bar\"]: exit status 1";
    page.verdict = Verdict.SKIP;
    if (era.since(2023, 5, 9)) {
      pen.write("repro testing failure: " + error);
      page.buildFailed = true;
      throw new Failure("repro testing failure: " + error);
    }
    pen.write(
        era.since(2023, 5, 5)
            ? "failed testing reproducer on " + order.commit().hash() + ": " + error
            : "failed: " + error);
    page.buildFailed = true;
    return undecided(order, page);
  }

  private static Tested undecided(Order order, Page page) {
    return new Tested(order.commit(), page, Decision.SKIP, List.of(), 0, 0);
  }

  private Tested run(Order order, Page page) throws Failure {
    int intended = era.runs(!built, flaky);
    built = true;
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < Math.min(intended, scene.pool); i++) {
      runs.add(runOnce(order));
    }
    new RunLines(era, pen).write(runs, page, intended);
    return judge(order, page, runs);
  }

  private Run runOnce(Order order) {
    if (broken(scene.unbootable, order.commit()) && chance.of(0.95)) {
      return new Run(Run.What.BOOT_FAILED, "can't ssh into the instance");
    }
    if (chance.of(scene.noise)) {
      return noise();
    }
    for (Bug bug : scene.bugs) {
      if (bug.where().has(order.commit().at())
          && chance.of(bug.chance() * order.configurationReach())) {
        String title = chance.of(0.7) ? bug.titles().get(0) : chance.any(bug.titles());
        boolean ignored =
            bugTypes != null && era.ignorable(title) && !bugTypes.contains(era.printedType(title));
        return new Run(ignored ? Run.What.IGNORED : Run.What.CRASHED, title);
      }
    }
    return Run.OK;
  }

  private Run noise() {
    int what = chance.below(10);
    if (what < 3) {
      return new Run(Run.What.BOOT_FAILED, scene.words.bootError());
    }
    if (what < 7) {
      return new Run(Run.What.TEST_FAILED, scene.words.basicError(era.since(2026, 5, 7)));
    }
    if (what < 9 && era.since(2023, 5, 9)) {
      return new Run(Run.What.INFRA, "failed to create instance: googleapi: Error 503");
    }
    return new Run(Run.What.FAILED, scene.words.runError());
  }

  private Tested judge(Order order, Page page, List<Run> runs) throws Failure {
    int good = count(runs, Run.What.OK);
    int bad = count(runs, Run.What.CRASHED);
    int infra =
        count(runs, Run.What.INFRA) + (era.since(2023, 5, 9) ? count(runs, Run.What.FAILED) : 0);
    Representative crash = Representative.of(runs, era);
    if (!crash.title().isEmpty() && era.since(2023, 7, 5)) {
      pen.write(
          "representative crash: %s, types: %s".formatted(crash.title(), Pen.list(crash.types())));
      page.representative = crash.title();
    }
    List<String> types = crash.types();
    if (bugTypes == null) {
      bugTypes = types;
    }
    Decision decision = era.decide(good, bad, infra, runs.size(), flaky);
    noticeFlakiness(good, bad, decision);
    page.verdict = decision.verdict;
    double ratio = good + bad == 0 ? 0 : (double) bad / (good + bad);
    Tested tested = new Tested(order.commit(), page, decision, types, ratio, good);
    if (decision == Decision.ABORT) {
      throw new Failure(
          era.since(2023, 6, 29)
              ? "unable to determine the verdict because of infra errors"
              : "more than 50% of runs failed with an infra error");
    }
    writeRemark(tested, runs.size(), bad);
    return tested;
  }

  private static int count(List<Run> runs, Run.What what) {
    return (int) runs.stream().filter(run -> run.what() == what).count();
  }

  private void noticeFlakiness(int good, int bad, Decision decision) {
    if (flaky || !era.since(2020, 11, 17)) {
      return;
    }
    boolean crashed = decision == Decision.BAD;
    if (era.weighsChances()) {
      flaky = crashed && bad < good;
    } else if (bad > 0 && bad < good && (crashed || era.since(2023, 6, 29))) {
      flaky = true;
      pen.write("reproducer seems to be flaky");
    }
    ledger.flaky |= flaky;
  }

  private void writeRemark(Tested tested, int all, int bad) {
    if (tested.decision() == Decision.SKIP && era.since(2023, 6, 29)) {
      pen.write(
          "unable to determine the verdict: %d good runs (wanted %d), for bad wanted %d in total, got %d"
              .formatted(tested.good(), era.goodWanted(all, flaky), all / 2, tested.good() + bad));
    }
    if (tested.decision() != Decision.GOOD) {
      return;
    }
    if (era.since(2023, 6, 15) && !era.since(2023, 6, 29)) {
      pen.write("too many neither good nor bad results, skipping this commit");
    }
    if (era.weighsChances()) {
      double falseNegative = Math.pow(1 - estimate, tested.good());
      String printed = String.format(Locale.ROOT, "%.3f", falseNegative);
      pen.write("false negative chance: " + printed);
      tested.page().falseNegative = Double.valueOf(printed);
    }
  }
}
