package firstbad.bisection.made;

import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Role;
import firstbad.bisection.made.Era.Decision;
import firstbad.bisection.made.GitSearch.Left;
import firstbad.bisection.made.History.Commit;
import firstbad.bisection.made.Tester.Order;
import firstbad.bisection.made.Tester.Tested;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One simulated bisection from its header to its end. */
final class Session {
  private final long seed;
  private final Scene scene;
  private final Chance chance;
  private final Era era;
  private final Pen pen;
  private final Ledger ledger = new Ledger();
  private final Tester tester;
  private final Ending ending;

  Session(long seed, int limit) {
    this(seed, limit, new Scene(seed));
  }

  Session(long seed, int limit, Scene scene) {
    this.seed = seed;
    this.scene = scene;
    pen = new Pen(limit);
    chance = scene.chance;
    era = scene.era;
    tester = new Tester(scene, pen, ledger);
    ending = new Ending(scene, pen, tester, ledger);
  }

  /** Plays the bisection until it ends or the log breaks off. */
  MadeLog play() {
    try {
      try {
        header();
        search();
      } catch (Failure failure) {
        ending.failed(failure.text());
      }
    } catch (Pen.BrokenOff interrupted) {
      ledger.whole = false;
    }
    return new MadeLog(seed, era.day(), pen.lines(), ledger.truth());
  }

  private void header() throws Failure {
    if (era.since(2022, 7, 19)) {
      String host = chance.any("ci", "ci-foo", "unnamed host");
      pen.write(
          host + " starts bisection " + era.day() + " 12:36:52.123456789 +0000 UTC m=+93784.001");
    }
    String requested = scene.start.hash();
    boolean rewritten = era.since(2022, 10, 6) && !scene.crossTree && chance.of(0.1);
    if (rewritten) {
      requested = chance.hex(40);
    }
    pen.write(kindLine(requested));
    ledger.kind = scene.kind;
    ledger.startCommit = requested;
    pen.write("building syzkaller on " + chance.hex(40));
    if (chance.of(0.02)) {
      throw new Failure(
          "syzkaller build failed: failed to run [\"make\" \"foo\"]: exit status 2\nfoo.go:1: bar\n\nmake: *** [foo] Error 2");
    }
    if (chance.of(0.03)) {
      pen.write("a line that no version has ever written");
      ledger.unknownLines++;
    }
    if (era.since(2023, 8, 22) && scene.kind == Kind.CAUSE && chance.of(0.15)) {
      pen.write("fetch other tags and check if the commit is present");
      if (chance.of(0.5)) {
        pen.write(
            "fetch failed with failed to run [\"git\" \"fetch\" \"foo\"]: exit status 128\nfatal: foo\nerror: bar");
      }
    }
    if (rewritten) {
      if (chance.of(0.2)) {
        throw new Failure("commit " + requested + " not reachable in branch 'foo'");
      }
      pen.write(
          "rewritten commit %s reidentified by title '%s'"
              .formatted(scene.start.hash(), scene.start.title()));
      ledger.startCommit = scene.start.hash();
      pen.write("");
    }
  }

  private String kindLine(String start) {
    if (scene.kind == Kind.CAUSE) {
      return (era.searching() ? "searching for guilty" : "bisecting cause")
          + " commit starting from "
          + start;
    }
    return (era.searching() ? "searching for" : "bisecting") + " fixing commit since " + start;
  }

  private void search() throws Failure {
    if (scene.crossTree) {
      pen.write(
          "determining the merge base between %s and %s"
              .formatted(scene.start.hash(), head().hash()));
      if (chance.of(0.05)) {
        pen.write("expected 1 merge base, got 2");
        throw new Failure("expected 1 merge base, got 2");
      }
    }
    Commit crossing = scene.crossTree ? scene.history.at(scene.start.at()) : scene.start;
    if (scene.crossTree && !era.since(2023, 8, 24)) {
      pen.write("%s/%s is a merge base".formatted(crossing.hash(), crossing.title()));
    }
    Tested original = reproduce();
    if (!scene.crossTree || chance.of(0.5)) {
      new ConfigSearch(scene, pen, tester, original).play();
    }
    if (scene.kind == Kind.CAUSE) {
      searchCause(original);
    } else {
      searchFix(crossing, original);
    }
  }

  private Tested reproduce() throws Failure {
    if (era.since(2022, 10, 6)) {
      pen.write("ensuring issue is reproducible on original commit " + scene.start.hash() + "\n");
    }
    Tested original = tester.test(scene.start, Role.ORIGINAL);
    if (!original.crashes()) {
      throw new Failure("the crash wasn't reproduced on the original commit");
    }
    tester.estimate(original.ratio());
    return original;
  }

  private void searchCause(Tested original) throws Failure {
    Map<Integer, String> releases = new TreeMap<>(Comparator.reverseOrder());
    releases.putAll(scene.history.releases());
    if (releases.isEmpty()) {
      throw new Failure("no release tags before this commit");
    }
    pick(releases);
    Tested bad = original;
    Tested oldest = original;
    for (Map.Entry<Integer, String> release : releases.entrySet()) {
      pen.write("testing release " + release.getValue());
      Commit commit = scene.history.at(release.getKey());
      oldest = tester.test(new Order(commit, Role.RELEASE, release.getValue(), null, 1));
      if (oldest.decision() == Decision.GOOD) {
        git(commit, bad);
        return;
      }
      if (oldest.crashes()) {
        bad = oldest;
      }
    }
    ending.noCleanRelease(bad, oldest);
  }

  /** From 2023-08-25 on only some releases are probed, at first in a garbled line (7.2). */
  private void pick(Map<Integer, String> releases) {
    if (!era.since(2023, 8, 25)) {
      return;
    }
    int all = releases.size();
    List<Integer> places = new ArrayList<>(releases.keySet());
    for (int i = 1; i < places.size() - 1; i++) {
      if (chance.of(0.3)) {
        releases.remove(places.get(i));
      }
    }
    if (era.since(2023, 9, 8)) {
      pen.write(
          "picked %s out of %d release tags"
              .formatted(Pen.list(List.copyOf(releases.values())), all));
    } else {
      List<String> garbled =
          releases.values().stream().map(tag -> "%!d(string=" + tag + ")").toList();
      pen.write("picked " + Pen.list(garbled) + " out of %!d(MISSING) release tags");
    }
  }

  private Commit head() {
    return scene.history.at(scene.history.length() - 1);
  }

  private void searchFix(Commit crossing, Tested original) throws Failure {
    if (scene.crossTree && era.since(2023, 8, 24)) {
      pen.write(
          "%s/%s is a merge base, check if it has the bug"
              .formatted(crossing.hash(), crossing.title()));
      if (!tester.test(crossing, Role.MERGE_BASE).crashes()) {
        pen.write("reproducer does not crash the merge base, so there's no known bad commit");
        ending.nothing(Outcome.MERGE_BASE_CLEAN, crossing, null);
        return;
      }
    }
    pen.write("testing current HEAD " + head().hash());
    Tested head = tester.test(head(), Role.HEAD);
    if (head.decision() == Decision.GOOD) {
      git(crossing, head);
    } else {
      ending.headNotClean(original, head);
    }
  }

  private void git(Commit older, Tested newer) throws Failure {
    if (older.at() >= newer.commit().at() || chance.of(0.01)) {
      throw new Failure(
          "failed to run [\"git\" \"bisect\" \"start\" \"%s\" \"%s\"]: exit status 1"
              .formatted(newer.commit().hash(), older.hash()));
    }
    GitSearch search = new GitSearch(scene, pen, tester, ledger, older, newer);
    Left left = search.play();
    if (era.weighsChances()) {
      pen.write(
          String.format(
              Locale.ROOT, "accumulated error probability: %.2f", 1 - search.confidence()));
      ledger.confidence = search.weighed() ? search.confidence() : null;
    }
    if (left.candidates().size() > 1) {
      ending.inconclusive(left.candidates());
    } else {
      conclude(left);
    }
  }

  private void conclude(Left left) throws Failure {
    if (era.since(2019, 12, 10) && chance.of(0.01)) {
      throw new Failure("no result for culprit commit");
    }
    Commit culprit = left.culprit();
    String signature = tester.signatureOf(culprit);
    if (!culprit.merge() && signature != null && era.since(2019, 12, 10)) {
      signatures(signature, left.parent());
    }
    ending.culprit(culprit, left.tested());
  }

  private void signatures(String signature, int parentAt) {
    Commit parent = chance.of(0.2) ? scene.history.beside(parentAt) : scene.history.at(parentAt);
    @Nullable String parentSignature = tester.signatureOf(parent);
    if (parentSignature == null) {
      pen.write("parent commit " + parent.hash() + " wasn't tested");
      parentSignature = tester.build(parent, signature, chance.of(0.3));
    }
    if (chance.of(0.05)) {
      pen.write("failed to detect release: foo");
    }
    pen.write("culprit signature: " + signature);
    ledger.culpritSignature = signature;
    pen.write("parent  signature: " + parentSignature);
    ledger.parentSignature = parentSignature;
  }
}
