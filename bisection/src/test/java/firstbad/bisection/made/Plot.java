package firstbad.bisection.made;

import firstbad.bisection.made.History.Bug;
import firstbad.bisection.made.History.Commit;
import firstbad.bisection.made.History.Stretch;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong in a simulated search for a cause, and how often nothing does. */
public enum Plot {
  /** Nothing: the bug shows in nearly every run. */
  SMOOTH(0.9, 1.0, 0, 0),
  /** The bug shows in few runs, so that a revision that has it may look good. */
  FLAKY(0.08, 0.4, 0, 0),
  /** Another bug crashes older revisions, which do not have the bug that is searched for. */
  MASKED(0.8, 1.0, 1, 0),
  /** The same with a reproducer that shows its own bug seldom. */
  MASKED_AND_FLAKY(0.15, 0.5, 1, 0),
  /** Long stretches of the history cannot be built or do not boot. */
  BROKEN(0.8, 1.0, 0, 3);

  private static final List<String> FUNCTIONS =
      List.of(
          "kestrel_submit",
          "plum_rx",
          "vex_ioctl",
          "otter_attach",
          "brisk_poll_one",
          "quartz_flushall",
          "tundra_map",
          "willow_tick",
          "zephyr_resume",
          "marl_probe",
          "hazel_parse",
          "flint_encode");

  private final double leastChance;
  private final double mostChance;
  private final int maskers;
  private final int brokenStretches;

  Plot(double leastChance, double mostChance, int maskers, int brokenStretches) {
    this.leastChance = leastChance;
    this.mostChance = mostChance;
    this.maskers = maskers;
    this.brokenStretches = brokenStretches;
  }

  /** Where the bug comes in: with a plain commit, after the oldest release. */
  int turn(Chance chance, History history) {
    int oldest = history.releases().keySet().iterator().next();
    int at = chance.between(oldest + 1, history.length() - 1);
    while (at < history.length() - 1 && !plain(history.at(at))) {
      at++;
    }
    return at;
  }

  private static boolean plain(Commit commit) {
    return !commit.merge() && !commit.title().startsWith("Linux ");
  }

  /** The bug that is searched for first. */
  List<Bug> bugs(Chance chance, MadeWords words, History history, int turn) {
    List<String> functions = chance.shuffled(FUNCTIONS);
    List<String> titles = new ArrayList<>();
    titles.add(words.crashTitleIn(functions.get(0)));
    if (chance.of(0.3)) {
      titles.add(words.crashTitleIn(functions.get(0)));
    }
    List<Bug> bugs = new ArrayList<>();
    double often = leastChance + (mostChance - leastChance) * chance.below(11) / 10;
    bugs.add(new Bug(new Stretch(turn, history.length()), titles, often));
    for (int i = 0; i < maskers; i++) {
      String title = words.crashTitleIn(functions.get(1 + i));
      bugs.add(new Bug(masked(chance, history, turn), List.of(title), chance.any(0.9, 1.0)));
    }
    if (chance.of(0.2)) {
      String title = words.crashTitleIn(functions.get(9));
      bugs.add(new Bug(new Stretch(0, history.length()), List.of(title), 0.02));
    }
    return bugs;
  }

  /**
   * Mostly between the newest release without the bug and the bug, so that the releases look right
   * and git's part goes wrong; sometimes older releases crash too.
   */
  private static Stretch masked(Chance chance, History history, int turn) {
    int release = history.releases().keySet().stream().filter(at -> at < turn).reduce(0, Math::max);
    int to = turn - chance.below(Math.max(1, (turn - release) / 3));
    int from =
        chance.of(0.2) ? chance.below(to) : chance.between(release + 1, (release + to) / 2 + 1);
    return new Stretch(from, Math.max(to, from + 1));
  }

  List<Stretch> broken(Chance chance, History history) {
    List<Stretch> broken = new ArrayList<>();
    for (int i = 0; i < brokenStretches; i++) {
      broken.add(history.stretch(history.length() / 8));
    }
    return broken;
  }
}
