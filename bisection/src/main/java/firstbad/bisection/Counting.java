package firstbad.bisection;

import firstbad.bisection.Archive.Piece;
import firstbad.bisection.CrashDelta.TitleDelta;
import java.util.ArrayList;
import java.util.List;

/** Counts the runs of a revision as they come, and corrects at its close what was counted wrong. */
final class Counting {
  private final Turn turn;

  Counting(Turn turn) {
    this.turn = turn;
  }

  /** A test of a commit opens, or the build of a parent, which is none. */
  void opened(Block block) {
    if (block.opening().role() != Role.PARENT) {
      int first = block.opening().met() == null ? 1 : 0;
      counted(block, first, 1, 0, 0, 0, 0, List.of());
    }
  }

  /** Counts runs at once; what has to be corrected is corrected at the close. */
  void ran(Block block, RunOutcome outcome, String text, int runs, boolean all) {
    Integer number = null;
    List<TitleDelta> deltas = List.of();
    if (outcome.crashed()) {
      Titles.Title title = titled(turn.title(text));
      number = title.number();
      deltas = List.of(met(block, title, runs));
    } else if (outcome == RunOutcome.IGNORED) {
      Titles.Title title = turn.titles.find(turn.title(text), turn.drawer);
      number = title == null ? null : title.number();
    }
    if (outcome == RunOutcome.IGNORED || outcome == RunOutcome.INFRA) {
      turn.proves(outcome == RunOutcome.IGNORED ? Era.TWICE : Era.ABORTING);
    }
    boolean twice = turn.judge.era().mayDouble();
    Runs more = block.runs().plus(outcome, number, runs, all, twice);
    if (!all && more.total() > 10) {
      turn.proves(Era.TWENTY);
    }
    turn.block = block.with(more);
    int crashed = outcome.crashed() ? runs : 0;
    int ok = outcome == RunOutcome.OK ? runs : 0;
    counted(block, 0, 0, crashed, ok, runs - crashed - ok, all ? runs : 0, deltas);
  }

  private Titles.Title titled(String text) {
    Titles.Title known = turn.titles.find(text, turn.drawer);
    if (known == null) {
      turn.titles = turn.titles.with(text, turn.drawer);
      return turn.titles.get(turn.titles.count() - 1, turn.drawer);
    }
    if (known.number() == Titles.OTHER) {
      turn.cut(Cut.TITLES);
    }
    return known;
  }

  private TitleDelta met(Block block, Titles.Title title, int runs) {
    Tallies crashes = block.runs().crashes();
    boolean titleKnown = metBefore(block, title, false) || crashes.of(title.number()) > 0;
    boolean typeKnown = titleKnown || metBefore(block, title, true) || hasKin(crashes, title);
    boolean foreign =
        !titleKnown
            && !turn.judge.known().own().isEmpty()
            && !turn.judge.known().own().has(title.number());
    return new TitleDelta(
        title.text(), title.type(), runs, typeKnown ? 0 : 1, titleKnown ? 0 : 1, foreign ? 1 : 0);
  }

  private static boolean metBefore(Block block, Titles.Title title, boolean type) {
    Piece.Met met = block.opening().met();
    return met != null && (type ? met.types().has(title.kin()) : met.titles().has(title.number()));
  }

  private boolean hasKin(Tallies crashes, Titles.Title title) {
    for (int number : crashes.titles()) {
      if (turn.titles.get(number, turn.drawer).kin() == title.kin()) {
        return true;
      }
    }
    return false;
  }

  private void counted(
      Block block,
      int bisections,
      int revisions,
      int crashed,
      int ok,
      int toldNothing,
      int estimated,
      List<TitleDelta> titles) {
    turn.found(
        new Finding.Counted(
            new CrashDelta(
                block.opening().commit(),
                block.opening().title(),
                bisections,
                revisions,
                crashed,
                ok,
                toldNothing,
                estimated,
                titles,
                turn.at)));
  }

  /** Undoes the doubling of summer 2023, also in what was counted (log-format.md section 5.4). */
  Block corrected(Block block) {
    Runs runs = block.runs();
    if (!runs.doubled() || !turn.judge.era().mayDouble() || runs.estimated()) {
      return block;
    }
    // Twice the crashes make more entries than runs were meant to be; with a smaller pool of
    // machines only the date tells.
    int intended = turn.judge.intendedRuns();
    boolean dated = turn.start.clock() != null && Era.at(turn.start.clock()).doubled();
    if ((runs.total() < intended && !dated) || runs.total() == intended) {
      return block;
    }
    Runs real = runs.undoubled();
    List<TitleDelta> deltas = new ArrayList<>();
    TitleSet types = TitleSet.EMPTY;
    for (int number : runs.twins().titles()) {
      Titles.Title title = turn.titles.get(number, turn.drawer);
      boolean gone = real.crashes().of(number) == 0 && !metBefore(block, title, false);
      boolean typeGone =
          gone
              && !metBefore(block, title, true)
              && !hasKin(real.crashes(), title)
              && !types.has(title.kin());
      types = typeGone ? types.with(title.kin()) : types;
      boolean foreign =
          gone
              && !turn.judge.known().own().isEmpty()
              && !turn.judge.known().own().has(title.number());
      deltas.add(
          new TitleDelta(
              title.text(),
              title.type(),
              -runs.twins().of(number),
              typeGone ? -1 : 0,
              gone ? -1 : 0,
              foreign ? -1 : 0));
    }
    counted(block, 0, 0, real.crashed() - runs.crashed(), 0, 0, 0, List.copyOf(deltas));
    return block.with(real);
  }
}
