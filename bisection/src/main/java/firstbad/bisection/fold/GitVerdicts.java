package firstbad.bisection.fold;

import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.GitWord;
import firstbad.bisection.state.CappedText;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.Notes;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.SearchState;
import org.jspecify.annotations.Nullable;

/** What git is told about a commit decides its revision, which may have had no test. */
final class GitVerdicts {

  static void marked(FoldContext context, GitWord word, String commit) {
    Verdict verdict = word.verdict(context.header.kind());
    if (Contradictions.verdict(context, commit, verdict)) {
      return;
    }
    OpenRevision open = context.revision;
    if (open != null && open.opening().commit().equals(commit)) {
      RevisionContradictions.verdict(context, open, verdict);
      RevisionClosing.closesNamed(context, verdict);
    } else {
      CappedText failure =
          context.mode == Mode.PREPARATION && context.revision == null ? context.text : null;
      if (failure != null) {
        context.notes = Notes.NONE;
      }
      RevisionClosing.closesForGit(context);
      context.search = context.search.announcing(new SearchState.Next(Role.STEP, commit, null));
      decided(context, commit, failure, verdict);
    }
    context.search = context.search.narrowed(word, commit).choosing(null);
    context.mode = Mode.GIT;
  }

  /** A step without lines of its own: its test could not be prepared, or was not needed. */
  private static void decided(
      FoldContext context, String commit, @Nullable CappedText failure, Verdict verdict) {
    boolean failed = failure != null && !failure.isEmpty();
    OpenRevision revision = RevisionOpening.next(context, commit);
    if (failed) {
      revision = revision.failed();
      context.text = failure;
      RevisionOpening.shows(context, revision);
    } else {
      RevisionComposer.showsOpen(context, revision);
    }
    RevisionClosing.closes(
        context,
        revision,
        verdict,
        failed ? RevisionClosing.Had.TEST : RevisionClosing.Had.VERDICT);
  }

  private GitVerdicts() {}
}
