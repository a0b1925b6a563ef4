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
import java.util.List;
import java.util.Objects;

/**
 * Tells of the commits that a log names, when it ends. There may be more at a later end, and then
 * only what is new is told; where a later end names another culprit, what was told is taken back.
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
    LogEnding.Sentence sentence = context.ending.sentence();
    String culprit = sentence == null ? null : sentence.commit();
    Lifecycle.SentSuspicion before = context.life.suspicion();
    if (before != null && !Objects.equals(before.culprit(), culprit)) {
      takeBack(context);
      before = null;
      context.life = context.life.suspicionSent(null);
    }
    List<String> commits = commits(context);
    if (commits.isEmpty()) {
      return;
    }
    List<String> titles = titles(context);
    Lifecycle.SentSuspicion now =
        new Lifecycle.SentSuspicion(level, culprit, commits.size(), !titles.isEmpty());
    SuspicionComposer naming =
        new SuspicionComposer(
            context,
            before == null ? new Lifecycle.SentSuspicion(level, culprit, 0, false) : before,
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
    String culprit = said.culprit();
    int fix = context.header.kind() == Kind.FIX ? -1 : 0;
    List<String> titles = said.titles() ? titles(context) : List.of();
    List<String> commits = culprit != null ? List.of(culprit) : candidates(context, said.commits());
    for (String commit : commits) {
      context.found(
          new Finding.Suspected(
              new Suspicion(
                  commit,
                  null,
                  context.id,
                  -1,
                  fix,
                  culprit != null ? 0 : -1,
                  titles,
                  null,
                  culprit != null ? said.level() : null,
                  context.at)));
    }
  }

  private static List<String> titles(FoldContext context) {
    return HeadComposer.bugTitles(context).stream().map(TitleCount::title).toList();
  }

  private static List<String> candidates(FoldContext context, int count) {
    return ListedWords.of(context, "candidate/", Math.min(count, Caps.CANDIDATES)).stream()
        .distinct()
        .toList();
  }

  private static List<String> commits(FoldContext context) {
    LogEnding.Sentence sentence = context.ending.sentence();
    if (sentence == null) {
      return List.of();
    }
    if (sentence.commit() != null) {
      return List.of(sentence.commit());
    }
    return sentence.outcome() == Outcome.INCONCLUSIVE
        ? candidates(context, context.ending.candidates())
        : List.of();
  }

  private void name(String commit, int number) {
    boolean culprit = now.culprit() != null;
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
