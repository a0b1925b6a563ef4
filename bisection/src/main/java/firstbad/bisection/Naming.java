package firstbad.bisection;

import firstbad.bisection.trust.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells of the commits that a log names, when it ends. What they are does not change once the log
 * has said it, there may only be more; so what an end told before is told by three small facts.
 */
final class Naming {
  private final Turn turn;
  private final Life.Told before;
  private final Life.Told now;
  private final List<String> titles;

  private Naming(Turn turn, Life.Told before, Life.Told now, List<String> titles) {
    this.turn = turn;
    this.before = before;
    this.now = now;
    this.titles = titles;
  }

  /** Adds a finding for each commit of which there is something new to say. */
  static void tell(Turn turn, Level level) {
    Set<String> commits = commits(turn);
    if (commits.isEmpty()) {
      return;
    }
    List<String> titles = Head.bugTitles(turn).stream().map(TitleCount::title).toList();
    Life.Told before = turn.life.told();
    Life.Told now = new Life.Told(level, commits.size(), !titles.isEmpty());
    Naming naming =
        new Naming(turn, before == null ? new Life.Told(level, 0, false) : before, now, titles);
    int number = 0;
    for (String commit : commits) {
      naming.name(commit, number++);
    }
    turn.life = turn.life.told(now);
  }

  private static Set<String> commits(Turn turn) {
    Ending.Sentence sentence = turn.ending.sentence();
    if (sentence == null) {
      return Set.of();
    }
    if (sentence.commit() != null) {
      return Set.of(sentence.commit());
    }
    int left = Math.min(turn.ending.candidates(), Caps.CANDIDATES);
    return sentence.outcome() == Outcome.INCONCLUSIVE
        ? new LinkedHashSet<>(Head.words(turn, "candidate/", left))
        : Set.of();
  }

  private void name(String commit, int number) {
    boolean first = number >= before.commits();
    boolean moved = before.level() != now.level();
    boolean titled = now.titles() && (first || !before.titles());
    if (!first && !moved && !titled) {
      return;
    }
    Ending.Sentence sentence = turn.ending.sentence();
    boolean culprit = sentence != null && sentence.commit() != null;
    int one = first ? 1 : 0;
    turn.found(
        new Finding.Suspected(
            new Suspicion(
                commit,
                culprit && sentence != null ? sentence.title() : null,
                turn.id,
                one,
                turn.start.kind() == Kind.FIX ? one : 0,
                culprit ? 0 : one,
                titled ? titles : List.of(),
                first || moved ? now.level() : null,
                !first && moved ? before.level() : null,
                turn.at)));
  }
}
