package firstbad.bisection.fold;

import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.grammar.GitWord;
import firstbad.bisection.state.GitConclusion;
import firstbad.bisection.state.GitSession;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Phase;
import firstbad.bisection.state.SearchState;
import org.jspecify.annotations.Nullable;

/** The steps of a search by git alone: its ends, what is in test, what git is told of it. */
final class GitLogSteps {

  /** One of the two ends of the search, which somebody knew before it. */
  static void end(FoldContext context, GitWord word, String revision) {
    GitSession session = context.search.git().end(word, revision);
    context.search = context.search.with(session);
    if (word == GitWord.BAD) {
      context.header =
          context.header.requested() == null
              ? context.header.searching(context.header.kind(), revision)
              : context.header.from(revision, null);
    }
    if (session.bad() != null && session.good() != null && context.search.ends().open() == null) {
      context.search = context.search.started(session.bad(), session.good());
    }
    context.changesHead();
  }

  /**
   * Whether a line gives again what git was told before, in a search that is not over: it is left
   * out, and the lines around it hold.
   */
  static boolean isStray(FoldContext context, GitWord word, String commit) {
    return context.ending.sentence() == null
        && GitEntry.isCommit(commit)
        && GitLogDamage.repeats(context, word, commit);
  }

  /**
   * Git gets a word on a commit: an end of the search as long as one is missing, else a step.
   *
   * @return whether it is left out
   */
  static boolean marked(
      FoldContext context, GitWord word, String revision, @Nullable String title) {
    boolean over = context.ending.sentence() != null;
    goesOn(context);
    if (word != GitWord.SKIP && context.search.ends().open() == null) {
      end(context, word, revision);
      return false;
    }
    if (!GitEntry.isCommit(revision)) {
      GitLogDamage.unresolved(context, word, revision);
      return true;
    }
    if (!over && GitLogDamage.repeats(context, word, revision)) {
      return true;
    }
    decided(context, word, revision, title);
    context.search =
        context
            .search
            .narrowed(word, revision)
            .choosing(null)
            .with(context.search.git().step(word));
    context.mode = Mode.RUN_OUTPUT;
    return false;
  }

  private static void decided(
      FoldContext context, GitWord word, String commit, @Nullable String title) {
    OpenRevision open = context.revision;
    if (open != null && !open.opening().commit().equals(commit)) {
      RevisionClosing.closes(context, open, null, RevisionClosing.Had.OPENING);
      open = null;
    }
    if (word == GitWord.BAD) {
      String shown = open == null ? null : open.opening().title();
      GitLogEndings.keepsTitle(context, commit, title == null ? shown : title);
    }
    if (context.revision == null) {
      opens(context, Role.STEP, commit, title);
    }
    RevisionClosing.closesNamed(context, word.verdict(context.header.kind()));
  }

  static void opens(FoldContext context, Role role, String commit, @Nullable String title) {
    SearchState.Candidate chosen =
        title == null ? null : new SearchState.Candidate(commit, title, context.search.left());
    context.search =
        context.search.announcing(new SearchState.Next(role, commit, null)).choosing(chosen);
    RevisionOpening.opens(context, commit);
    context.mode = Mode.RUN_OUTPUT;
  }

  /** The search goes on: how it ended before does not hold any more. An error may be mended. */
  static void goesOn(FoldContext context) {
    LogEnding.Sentence ended = context.ending.sentence();
    if (ended == null) {
      return;
    }
    if (ended.outcome() != Outcome.FAILED) {
      Contradictions.goesOn(context);
    }
    context.search = context.search.in(Phase.GIT);
    context.ending = context.ending.sentence(null).candidates(0);
    context.git = GitConclusion.NONE;
  }

  /** A commit is tested from here on, unless it is in test already. */
  static void tests(FoldContext context, Role role, String commit, @Nullable String title) {
    OpenRevision open = context.revision;
    context.mode = Mode.RUN_OUTPUT;
    if (open != null && open.opening().commit().equals(commit)) {
      return;
    }
    goesOn(context);
    GitLogDamage.untold(context);
    GitLogEndings.leaves(context);
    if (context.search.ends().open() == null) {
      context.notices(Remark.Kind.UNTESTED_RANGE_END, null);
    }
    context.search = context.search.in(Phase.GIT);
    opens(context, role, commit, title);
  }

  private GitLogSteps() {}
}
