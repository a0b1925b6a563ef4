package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Suspicion;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.state.Lifecycle;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.trust.judgement.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells of the commits that a log names, when it ends. What they are does not change once the log
 * has said it, there may only be more; so what an end told before is told by three small facts.
 */
public final class SuspicionComposer {
  private final FoldContext context;
  private final Lifecycle.SentSuspicion before;
  private final Lifecycle.SentSuspicion now;
  private final List<String> titles;

  private SuspicionComposer(
      FoldContext context,
      Lifecycle.SentSuspicion before,
      Lifecycle.SentSuspicion now,
      List<String> titles) {
    this.context = context;
    this.before = before;
    this.now = now;
    this.titles = titles;
  }

  /** Adds a finding for each commit of which there is something new to say. */
  public static void tell(FoldContext context, Level level) {
    Set<String> commits = commits(context);
    if (commits.isEmpty()) {
      return;
    }
    List<String> titles = HeadComposer.bugTitles(context).stream().map(TitleCount::title).toList();
    Lifecycle.SentSuspicion before = context.life.suspicion();
    Lifecycle.SentSuspicion now =
        new Lifecycle.SentSuspicion(level, commits.size(), !titles.isEmpty());
    SuspicionComposer naming =
        new SuspicionComposer(
            context,
            before == null ? new Lifecycle.SentSuspicion(level, 0, false) : before,
            now,
            titles);
    int number = 0;
    for (String commit : commits) {
      naming.name(commit, number++);
    }
    context.life = context.life.suspicionSent(now);
  }

  /** Adds a finding for each commit of which something was said, which takes it back. */
  static void takeBack(FoldContext context) {
    Lifecycle.SentSuspicion said = context.life.suspicion();
    if (said == null) {
      return;
    }
    List<String> titles = HeadComposer.bugTitles(context).stream().map(TitleCount::title).toList();
    LogEnding.Sentence sentence = context.ending.sentence();
    boolean culprit = sentence != null && sentence.commit() != null;
    commits(context).stream()
        .limit(said.commits())
        .forEach(
            commit ->
                context.found(
                    new Finding.Suspected(
                        new Suspicion(
                            commit,
                            null,
                            context.id,
                            -1,
                            context.header.kind() == Kind.FIX ? -1 : 0,
                            culprit ? 0 : -1,
                            said.titles() ? titles : List.of(),
                            null,
                            culprit ? said.level() : null,
                            context.at))));
  }

  private static Set<String> commits(FoldContext context) {
    LogEnding.Sentence sentence = context.ending.sentence();
    if (sentence == null) {
      return Set.of();
    }
    if (sentence.commit() != null) {
      return Set.of(sentence.commit());
    }
    int left = Math.min(context.ending.candidates(), Caps.CANDIDATES);
    return sentence.outcome() == Outcome.INCONCLUSIVE
        ? new LinkedHashSet<>(HeadComposer.words(context, "candidate/", left))
        : Set.of();
  }

  private void name(String commit, int number) {
    LogEnding.Sentence sentence = context.ending.sentence();
    boolean culprit = sentence != null && sentence.commit() != null;
    boolean first = number >= before.commits();
    boolean moved = culprit && before.level() != now.level(); // trust in a set is of the set
    boolean titled = now.titles() && (first || !before.titles());
    if (!first && !moved && !titled) {
      return;
    }
    int one = first ? 1 : 0;
    context.found(
        new Finding.Suspected(
            new Suspicion(
                commit,
                culprit ? context.culpritTitle() : null,
                context.id,
                one,
                context.header.kind() == Kind.FIX ? one : 0,
                culprit ? 0 : one,
                titled ? titles : List.of(),
                culprit && (first || moved) ? now.level() : null,
                !first && moved ? before.level() : null,
                context.at)));
  }
}
