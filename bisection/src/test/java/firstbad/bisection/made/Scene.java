package firstbad.bisection.made;

import firstbad.bisection.finding.Kind;
import firstbad.bisection.made.History.Bug;
import firstbad.bisection.made.History.Commit;
import firstbad.bisection.made.History.Stretch;
import java.util.ArrayList;
import java.util.List;

/** What is given before a bisection starts: the day, the history, its bugs, the machines. */
final class Scene {
  final Chance chance;
  final Era era;
  final MadeWords words;
  final Kind kind;
  final History history;
  final List<Bug> bugs = new ArrayList<>();
  final List<Stretch> unbuildable = new ArrayList<>();
  final List<Stretch> unbootable = new ArrayList<>();

  /** The commit the bug was found on. */
  final Commit start;

  /** A fix bisection whose start commit lives in another tree. */
  final boolean crossTree;

  /** Where the bug of the session comes (cause) or goes (fix). */
  final int turn;

  /** How likely a run tells nothing. */
  final double noise;

  /** Machines that can be had. */
  final int pool;

  final boolean clang;

  /** A scene in which anything may be. */
  Scene(long seed) {
    chance = new Chance(seed);
    era = Era.any(chance);
    words = new MadeWords(chance, chance.of(0.2));
    kind = chance.of(0.6) ? Kind.CAUSE : Kind.FIX;
    history = new History(chance, words, chance.between(12, 250));
    history.release(era.releases(), chance.of(0.03) ? 0 : chance.between(1, 9));
    turn = chance.below(history.length() + history.length() / 10);
    crossTree = kind == Kind.FIX && era.since(2023, 6, 29) && chance.of(0.4);
    start = startCommit();
    noise = chance.any(0.0, 0.0, 0.02, 0.1, 0.3);
    pool = chance.of(0.1) && poolMayBeSmall() ? chance.between(5, 9) : 20;
    clang = era.since(2021, 7, 20) && chance.of(0.2);
    inventBugs();
    while (chance.of(0.4)) {
      unbuildable.add(history.stretch(8));
    }
    while (chance.of(0.3)) {
      unbootable.add(history.stretch(8));
    }
  }

  /** A search for a cause that is on the line, in which this goes wrong. */
  Scene(long seed, Plot plot) {
    chance = new Chance(seed);
    era = Era.any(chance);
    words = new MadeWords(chance, false);
    kind = Kind.CAUSE;
    history = History.ofMany(chance, words, chance.between(3_000, 30_000));
    history.release(era.releases(), chance.between(2, 9));
    turn = plot.turn(chance, history);
    crossTree = false;
    start = startCommit();
    noise = chance.any(0.0, 0.0, 0.02, 0.1);
    pool = 20;
    clang = era.since(2021, 7, 20) && chance.of(0.2);
    bugs.addAll(plot.bugs(chance, words, history, turn));
    unbuildable.addAll(plot.broken(chance, history));
    unbootable.addAll(plot.broken(chance, history));
  }

  private Commit startCommit() {
    if (kind == Kind.CAUSE) {
      return history.at(history.length() - 1);
    }
    int at = Math.min(chance.below(history.length() / 2), Math.max(0, turn - 1));
    return crossTree ? history.beside(at) : history.at(at);
  }

  /**
   * A log does not say how many machines there were, so that fewer of them are only made up where
   * the rule of the day does not hang on the number or the lines show it.
   */
  private boolean poolMayBeSmall() {
    return (!era.searching() && !era.since(2019, 11, 18))
        || (era.since(2021, 7, 20) && !era.since(2023, 7, 6));
  }

  private void inventBugs() {
    List<String> titles = new ArrayList<>();
    titles.add(words.crashTitle());
    while (chance.of(0.4)) {
      titles.add(words.crashTitle());
    }
    Stretch where = kind == Kind.CAUSE ? new Stretch(turn, history.length()) : new Stretch(0, turn);
    bugs.add(new Bug(where, titles, chance.any(0.05, 0.15, 0.5, 0.8, 0.95, 1.0, 1.0)));
    while (chance.of(0.35)) {
      bugs.add(
          new Bug(
              history.stretch(history.length()),
              List.of(words.crashTitle()),
              chance.any(0.02, 0.3)));
    }
  }
}
