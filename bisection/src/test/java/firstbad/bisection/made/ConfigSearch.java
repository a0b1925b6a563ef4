package firstbad.bisection.made;

import firstbad.bisection.finding.Role;
import firstbad.bisection.made.Tester.Order;
import firstbad.bisection.made.Tester.Tested;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a smaller kernel configuration that still crashes, in the manner of the day: by a
 * script, by halves or by chunks.
 */
final class ConfigSearch {
  private static final int CHUNK_TESTS = 5;

  private final Scene scene;
  private final Chance chance;
  private final Era era;
  private final Pen pen;
  private final Tester tester;
  private final Tested original;

  ConfigSearch(Scene scene, Pen pen, Tester tester, Tested original) {
    this.scene = scene;
    this.pen = pen;
    this.tester = tester;
    this.original = original;
    chance = scene.chance;
    era = scene.era;
  }

  /** Runs the search of the day; nothing before 2020-07-02. */
  void play() throws Failure {
    if (!era.since(2020, 7, 2)) {
      return;
    }
    if (chance.of(0.15)) {
      pen.write("# configuration already minimized");
      if (era.since(2020, 12, 10) && !era.since(2026, 2, 11)) {
        pen.write("");
      }
    } else if (era.since(2023, 7, 7)) {
      chunks();
    } else if (era.since(2020, 10, 21)) {
      halves();
    } else {
      script();
    }
  }

  private boolean crashesWith(double reach) throws Failure {
    return test(reach).crashes();
  }

  private Tested test(double reach) throws Failure {
    return tester.test(new Order(scene.start, Role.CONFIG, null, null, reach));
  }

  private double someReach() {
    return chance.any(0.0, 0.0, 1.0);
  }

  private void script() throws Failure {
    Tested baseline = test(someReach());
    if (baseline.crashes()) {
      pen.write("crash reproduces with baseline config");
      return;
    }
    if (baseline.decision() == Era.Decision.SKIP) {
      pen.write("unable to test using baseline config, keep original config");
      return;
    }
    pen.write("# start config bisection");
    if (era.since(2020, 7, 7)) {
      pen.write("# config-bisect.pl -r:");
      scriptOutput();
    }
    for (int i = chance.between(1, 3); i > 0; i--) {
      boolean crashes = crashesWith(someReach());
      if (era.since(2020, 7, 7)) {
        pen.write("# config-bisect.pl " + (crashes ? "bad" : "good") + ":");
        scriptOutput();
      }
    }
    pen.write("# config_bisect.pl finished");
    pen.write("# found config option changes [CONFIG_FOO=y # CONFIG_BAR is not set CONFIG_BAZ=m]");
    if (chance.of(0.1)) {
      throw new Failure("minimizing config failed: foo");
    }
    if (!crashesWith(someReach())) {
      pen.write("testing with generated minimized config doesn't reproduce the crash");
    }
  }

  private void scriptOutput() {
    for (int i = chance.between(0, 5); i > 0; i--) {
      pen.write(
          chance.any(
              "Hmm, can't make any more changes without making good == bad?",
              "Difference between good (+) and bad (-)",
              "DRIVER5 n -> y",
              "-DRIVER3=n",
              "+DRIVER2=y",
              "See good and bad configs for details:",
              "good: /foo/good.tmp",
              "bad:  /foo/bad.tmp",
              "%%%%%%%% FAILED TO FIND SINGLE BAD CONFIG %%%%%%%%"));
    }
  }

  private void halves() throws Failure {
    int all = chance.between(4, 40);
    pen.write("kconfig minimization: base=4000 full=%d diff=%d".formatted(4000 + all, all));
    if (crashesWith(someReach())) {
      pen.write("base config crashes");
      return;
    }
    List<String> suspects = scene.words.options(all);
    while (suspects.size() > 1) {
      List<String> half = suspects.subList(0, suspects.size() / 2);
      pen.write("trying half: " + Pen.list(half));
      if (!crashesWith(someReach())) {
        half = suspects.subList(suspects.size() / 2, suspects.size());
        pen.write("trying half: " + Pen.list(half));
        if (!crashesWith(someReach())) {
          pen.write("both halves did not crash");
          break;
        }
      }
      pen.write("half crashed");
      suspects = half;
    }
    if (suspects.size() == all) {
      pen.write("only full config crashes");
    } else if (era.since(2020, 11, 17)) {
      pen.write("resulting configs: " + Pen.list(suspects));
    } else {
      pen.write(
          "resulting configs: map" + Pen.list(suspects.stream().map(s -> s + ":true").toList()));
    }
  }

  private void chunks() throws Failure {
    if (era.since(2024, 3, 18) && chance.of(0.05)) {
      pen.write(
          "config minimization failed due to bad Kconfig drivers/foo/Kconfig:7: unknown option");
      pen.write("proceeding with the original config");
      return;
    }
    if (chance.of(0.03)) {
      throw new Failure("config minimization failed: foo: bar");
    }
    List<String> dropped = dropInstrumentation();
    int all = chance.between(4, 2000);
    pen.write(
        "kconfig minimization: base=4000 full=%d leaves diff=%d".formatted(4000 + 2 * all, all));
    int parts = all > 100 ? 5 : 3;
    pen.write("split chunks (needed=false): <%d>".formatted(all));
    pen.write("split chunk #0 of len %d into %d parts".formatted(all, parts));
    int tests = 0;
    int left = all;
    boolean everyDropped = true;
    for (int part = 1; part <= parts; part++) {
      pen.write("testing without sub-chunk %d/%d".formatted(part, parts));
      if (part == parts && everyDropped && chance.of(0.3)) {
        pen.write("no need to test this chunk, it's definitely needed");
        break;
      }
      if (++tests > CHUNK_TESTS || chance.of(0.1)) {
        pen.write("we have reached the limit on predicate runs (5); pretend it returns false");
        break;
      }
      if (!dropped.isEmpty()) {
        disabling(chance.shuffled(dropped));
      }
      if (accepted(test(someReach()))) {
        pen.write("the chunk can be dropped");
        left -= all / parts;
      } else {
        everyDropped = false;
      }
    }
    if (chance.of(0.3)) {
      pen.write("split chunks (needed=true): <%d>, <%d, final>".formatted(left, 1));
      pen.write("no way to further split the chunk");
    }
    pen.write(
        "minimized to %d configs; suspects: %s"
            .formatted(left, Pen.list(scene.words.options(Math.min(left, 5)))));
  }

  private List<String> dropInstrumentation() throws Failure {
    if (tester.bugTypes().isEmpty()) {
      return List.of();
    }
    pen.write("check whether we can drop unnecessary instrumentation");
    List<String> groups = new ArrayList<>(era.instrumentation());
    groups.removeIf(group -> chance.of(0.2));
    if (groups.isEmpty() || chance.of(0.1)) {
      pen.write("there was nothing we could disable; skip");
      return List.of();
    }
    disabling(chance.shuffled(groups));
    if (!accepted(test(chance.any(0.0, 1.0, 1.0)))) {
      return List.of();
    }
    pen.write("the bug reproduces without the instrumentation");
    return groups;
  }

  private void disabling(List<String> groups) {
    pen.write("disabling configs for " + Pen.list(groups) + ", they are not needed");
  }

  /** A configuration that crashes much more seldom counts as undecided (end of 6.5). */
  private boolean accepted(Tested tested) {
    boolean rare =
        era.weighsChances() && tested.ratio() < 1.0 / 3 && tested.ratio() < original.ratio();
    if (!tested.crashes() || rare) {
      return false;
    }
    if (era.weighsChances()) {
      tester.estimate(tested.ratio());
    }
    return true;
  }
}
