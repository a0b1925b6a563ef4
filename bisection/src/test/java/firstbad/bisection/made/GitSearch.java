package firstbad.bisection.made;

import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Role;
import firstbad.bisection.made.Era.Decision;
import firstbad.bisection.made.History.Commit;
import firstbad.bisection.made.Ledger.Page;
import firstbad.bisection.made.Tester.Order;
import firstbad.bisection.made.Tester.Tested;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Git's part: halves the range until one commit is left. */
final class GitSearch {
  private final Scene scene;
  private final Chance chance;
  private final Era era;
  private final Pen pen;
  private final Tester tester;
  private final Ledger ledger;
  private final Commit crashesAt;
  private final Set<Integer> skipped = new HashSet<>();
  private int low;
  private int high;
  private double confidence = 1;
  private boolean weighed;

  /** The tested revision at the newer end; it becomes the culprit when the range is closed. */
  private @Nullable Tested newest;

  /**
   * A search between two tested commits.
   *
   * @param older its own place is the low end of the line
   */
  GitSearch(Scene scene, Pen pen, Tester tester, Ledger ledger, Commit older, Tested newer) {
    this.scene = scene;
    this.pen = pen;
    this.tester = tester;
    this.ledger = ledger;
    chance = scene.chance;
    era = scene.era;
    low = older.at();
    high = newer.commit().at();
    newest = newer;
    boolean cause = scene.kind == Kind.CAUSE;
    crashesAt = cause ? newer.commit() : older;
    Commit cleanAt = cause ? older : newer.commit();
    pen.write("# git bisect start " + newer.commit().hash() + " " + older.hash());
    ledger.rangeCrashesAt = crashesAt.hash();
    ledger.rangeCleanAt = cleanAt.hash();
    noise(newer.commit());
  }

  /** What is left at the end. */
  record Left(Commit culprit, @Nullable Tested tested, List<String> candidates, int parent) {}

  /** Searches; the candidates are more than one when only skipped commits are left. */
  Left play() throws Failure {
    while (true) {
      List<Integer> testable = testable();
      if (testable.isEmpty()) {
        return conclude();
      }
      step(chosen(testable));
    }
  }

  double confidence() {
    return confidence;
  }

  /** Whether git tested any commit at all. */
  boolean weighed() {
    return weighed;
  }

  private List<Integer> testable() {
    List<Integer> testable = new ArrayList<>();
    for (int at = low + 1; at < high; at++) {
      if (!skipped.contains(at)) {
        testable.add(at);
      }
    }
    return testable;
  }

  private int chosen(List<Integer> testable) {
    return skipped.isEmpty() ? middle() : testable.get(chance.below(testable.size()));
  }

  private int middle() {
    return low + 1 + (high - low - 1) / 2;
  }

  private void step(int at) throws Failure {
    Commit candidate = scene.history.at(at);
    int left = high - middle() - 1; // git counts for it, also where it was skipped
    int steps = 32 - Integer.numberOfLeadingZeros(left);
    if (chance.of(0.02)) {
      pen.write("Bisecting: a merge base must be tested");
    } else {
      pen.write(
          "Bisecting: %d revision%s left to test after this (roughly %d step%s)"
              .formatted(left, left == 1 ? "" : "s", steps, steps == 1 ? "" : "s"));
    }
    pen.write("[" + candidate.hash() + "] " + candidate.title());
    blankAfterGit();
    Tested tested = decided(candidate) ? null : test(candidate);
    Decision decision = tested == null ? Decision.BAD : tested.decision();
    if (tested != null && era.weighsChances()) {
      weigh(tested);
    }
    narrow(at, tested, decision);
    String word = gitWord(decision);
    if (era.searching() && testable().isEmpty() && high - low > 1) {
      throw new Failure(
          "failed to run [\"git\" \"bisect\" \"%s\" \"%s\"]: exit status 2"
              .formatted(word, candidate.hash()));
    }
    pen.write("# git bisect " + word + " " + candidate.hash());
    Page page = tested == null ? untested(candidate) : tested.page();
    page.gitWord = word;
    page.verdict = decision.verdict;
    page.finished = true;
    noise(candidate);
  }

  private void narrow(int at, @Nullable Tested tested, Decision decision) {
    if (decision == Decision.SKIP) {
      skipped.add(at);
    } else if ((decision == Decision.BAD) == (scene.kind == Kind.CAUSE)) {
      high = at;
      newest = tested;
    } else {
      low = at;
    }
  }

  private Tested test(Commit candidate) throws Failure {
    return tester.test(new Order(candidate, Role.STEP, null, candidate.title(), 1));
  }

  private Page untested(Commit candidate) {
    Page page = ledger.open(candidate.hash(), Role.STEP);
    page.title = candidate.title();
    page.tested = false;
    return page;
  }

  private String gitWord(Decision decision) {
    if (decision == Decision.SKIP) {
      return "skip";
    }
    return (decision == Decision.BAD) == (scene.kind == Kind.CAUSE) ? "bad" : "good";
  }

  /** The pre-check of a fix bisection: true when the candidate is decided without a test. */
  private boolean decided(Commit candidate) throws Failure {
    if (scene.kind != Kind.FIX || !era.since(2023, 8, 11)) {
      return false;
    }
    pen.write("determine whether the revision contains the guilty commit");
    boolean oldBranch = candidate.at() < scene.turn && chance.of(0.25);
    if (!oldBranch) {
      pen.write("revision " + crashesAt.hash() + " crashed and is reachable");
      return false;
    }
    Commit mergeBase = scene.history.beside(chance.of(0.5) ? scene.history.length() - 1 : low);
    pen.write("checking the merge base " + mergeBase.hash());
    pen.write("no existing result, test the revision");
    if (tester.test(mergeBase, Role.MERGE_BASE).crashes()) {
      return false;
    }
    pen.write("the bug was not introduced yet; pretend that kernel crashed");
    return true;
  }

  /** Keeps the estimate and the confidence as syzkaller computes them. */
  private void weigh(Tested tested) {
    weighed = true;
    if (tested.decision() == Decision.GOOD) {
      confidence *= 1 - Math.pow(1 - tester.estimate(), tested.good());
    } else if (tested.crashes()) {
      tester.estimate(Math.min(tester.estimate(), (tester.estimate() + tested.ratio()) / 2));
    }
  }

  private Left conclude() {
    List<String> candidates = new ArrayList<>();
    for (int at = low + 1; at < high; at++) {
      candidates.add(scene.history.at(at).hash());
    }
    Commit culprit = scene.history.at(high);
    candidates.add(culprit.hash());
    if (candidates.size() == 1) {
      new Description(chance, era, culprit).write(pen);
      blankAfterGit();
      return new Left(culprit, newest, candidates, low);
    }
    pen.write("There are only 'skip'ped commits left to test.");
    pen.write("The first bad commit could be any of:");
    ledger.candidates = List.copyOf(candidates);
    pen.write(candidates);
    pen.write("We cannot bisect more!");
    blankAfterGit();
    return new Left(culprit, newest, candidates, low);
  }

  private void blankAfterGit() {
    if (era.since(2020, 12, 10)) {
      pen.write("");
    }
  }

  /** What git says beside its own lines (8.6). */
  private void noise(Commit at) {
    if (chance.of(0.85)) {
      return;
    }
    pen.write("Previous HEAD position was " + at.hash().substring(0, 12) + " " + at.title());
    pen.write(
        chance.any(
            "HEAD is now at " + chance.hex(7) + " foo: rework release path",
            "Switched to branch 'foo'",
            "warning: unable to rmdir 'foo/bar': Directory not empty",
            "M\tdrivers/foo/foo.c",
            "Updating files:  54% (1234/2280)\rUpdating files: 100% (2280/2280), done.",
            "Checking out files: 100% (2280/2280), done."));
  }
}
