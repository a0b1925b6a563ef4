package firstbad.bisection.fold;

import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Phase;
import firstbad.bisection.state.SearchState;
import firstbad.bisection.state.VerdictState;
import firstbad.bisection.trust.judgement.ReasonPhrases;
import java.util.List;
import java.util.Objects;

/** What the echo of git's commands and git's own output do. */
final class GitEffects {
  private static final String COMMIT = "commit ";

  static final List<Effect<?>> ROWS =
      List.of(
          Effect.of(GitEntry.Started.class, GitEffects::started),
          Effect.of(
              GitEntry.Marked.class,
              (context, line) -> GitVerdicts.marked(context, line.word(), line.commit())),
          Effect.of(GitEntry.Left.class, GitEffects::left),
          Effect.of(GitEntry.MergeBaseFirst.class, GitEffects::mergeBaseFirst),
          Effect.of(GitEntry.Chosen.class, GitEffects::chosen)
              .where(context -> context.mode == Mode.GIT),
          Effect.of(GitEntry.Concluded.class, GitEffects::concluded),
          Effect.of(GitEntry.CouldBeAnyOf.class, GitEffects::couldBeAnyOf),
          Effect.of(
                  GitEntry.Candidate.class,
                  (context, line) -> BoundedLists.candidate(context, line.commit()))
              .where(context -> context.mode == Mode.CANDIDATES),
          Effect.of(GitEntry.GaveUp.class, (context, line) -> speaks(context))
              .where(GitEffects::betweenRevisions),
          Effect.of(GitEntry.Remark.class, (context, line) -> speaks(context))
              .where(GitEffects::betweenRevisions),
          Effect.of(GitEntry.Advice.class, GitEffects::advice).where(GitEffects::betweenRevisions));

  private static boolean betweenRevisions(FoldContext context) {
    return context.mode != Mode.BUILD
        && context.mode != Mode.FAILURE
        && context.mode != Mode.RUNS
        && context.mode != Mode.RUN_OUTPUT;
  }

  /** Git speaks: what follows may be anything it says. */
  private static void speaks(FoldContext context) {
    RevisionClosing.closes(context);
    context.mode = Mode.GIT;
  }

  /** Git says how far its search is, so that it has begun, even where the log lost the line. */
  private static void searches(FoldContext context) {
    RevisionClosing.closesForGit(context);
    context.mode = Mode.GIT;
  }

  private static void advice(FoldContext context, GitEntry.Advice line) {
    speaks(context);
    context.mode = Mode.ADVICE;
  }

  private static void started(FoldContext context, GitEntry.Started line) {
    if (context.search.ends().first() != null) {
      SecondHeader.raise(context);
      return;
    }
    Contradictions.goesOn(context);
    OpenRevision open = context.revision;
    if (open != null && (open.is(Role.RELEASE) || open.is(Role.HEAD))) {
      RevisionClosing.closes(context, Verdict.GOOD);
    } else {
      RevisionClosing.closes(context);
    }
    context.search = context.search.started(line.bad(), line.good());
    SearchState.Span span = context.search.ends().open();
    if (span != null) {
      Contradictions.ends(context, span.bad(), span.good());
      noticeUntested(context, span.bad());
      noticeUntested(context, span.good());
    }
    context.mode = Mode.GIT;
  }

  /** Git starts from ends that were tested. */
  private static void noticeUntested(FoldContext context, String commit) {
    boolean tested = context.archive.get("commit/" + commit) instanceof Piece.SeenCrashes;
    if (!tested && !RangeEffects.isMergeBase(context, commit)) {
      context.notices(Remark.Kind.UNTESTED_RANGE_END, commit);
    }
  }

  /** The commit that git chose before was tested, or git was told a word on it. */
  private static void noticeUndecided(FoldContext context) {
    SearchState.Candidate before = context.search.candidate();
    if (before != null) {
      context.notices(Remark.Kind.UNTESTED_CANDIDATE, before.commit());
    }
  }

  /** Git was told where to search. */
  private static void noticeUnstarted(FoldContext context) {
    if (context.search.ends().first() == null) {
      context.notices(Remark.Kind.UNTESTED_RANGE_END, null);
    }
  }

  private static void left(FoldContext context, GitEntry.Left line) {
    Contradictions.goesOn(context);
    searches(context);
    LostGitLines.counts(context);
    context.search = context.search.left(new SearchState.Left(line.revisions(), line.steps()));
  }

  private static void mergeBaseFirst(FoldContext context, GitEntry.MergeBaseFirst line) {
    searches(context);
    LostGitLines.counts(context);
    context.search = context.search.left(null);
  }

  private static void chosen(FoldContext context, GitEntry.Chosen line) {
    Contradictions.goesOn(context);
    noticeUndecided(context);
    noticeUnstarted(context);
    LostGitLines.chooses(context, line.commit());
    String title = context.title(line.title());
    context.search =
        context.search.choosing(
            new SearchState.Candidate(line.commit(), title, context.search.left()));
    RevisionOpening.prepares(context);
  }

  private static void concluded(FoldContext context, GitEntry.Concluded line) {
    if (Contradictions.conclusion(context, line.commit())) {
      return;
    }
    searches(context);
    LostGitLines.goesOn(context);
    noticeUndecided(context);
    noticeUnstarted(context);
    context.git = context.git.on(line.commit());
    context.search = context.search.in(Phase.CONCLUDED).choosing(null);
    context.mode = Mode.DESCRIPTION;
  }

  /** A line of the description that git prints of the commit on which it ended its search. */
  static void describes(FoldContext context, String text) {
    context.position = context.position.asText();
    String commit = text.startsWith(COMMIT) ? text.substring(COMMIT.length()).strip() : "";
    String named = context.git.commit();
    if (named == null || !GitEntry.isCommit(commit) || commit.equals(named)) {
      LostGitLines.describes(context, text);
      context.git = context.git.described(text, context.archive);
      return;
    }
    Contradictions.notices(
        context,
        named,
        "Git ends its search on "
            + ReasonPhrases.abbreviated(named)
            + ", and the description after it is of "
            + ReasonPhrases.abbreviated(commit)
            + ".");
    context.mode = Mode.ASIDE;
  }

  private static void couldBeAnyOf(FoldContext context, GitEntry.CouldBeAnyOf line) {
    if (SecondEnding.candidates(context)) {
      return;
    }
    searches(context);
    LostGitLines.goesOn(context);
    boolean searched = context.search.ends().first() != null || hasCleanEnd(context);
    if (line.sentence() == null) {
      context.search = context.search.in(Phase.CONCLUDED).choosing(null);
    } else {
      context.git = context.git.naming(context.ending.candidates());
      Outcome outcome = searched ? Outcome.INCONCLUSIVE : Outcome.NO_RANGE_END;
      SecondEnding.ends(context, outcome, line.sentence(), null, null);
    }
    context.ending = context.ending.candidates(0);
    OtherCandidates.begin(context);
    context.mode = Mode.CANDIDATES;
  }

  /** Whether a commit besides the one that was tested first is good, whatever its configuration. */
  private static boolean hasCleanEnd(FoldContext context) {
    VerdictState.Closed closed = context.verdicts.closed();
    return context.archive.get("revision/" + closed.lastGood()) instanceof Piece.TestedRevision good
        && context.archive.get("revision/" + closed.first()) instanceof Piece.TestedRevision first
        && !good.commit().equals(first.commit());
  }

  /**
   * A chunk of git's output is followed by a blank line since December 2020: the first one tells,
   * and a blank line after a later one alone is anybody's.
   */
  static boolean endsChunk(BisectionState before) {
    SearchState.Ends ends = before.progress().search().ends();
    // Where a blank line stands between all lines, it tells nothing.
    return !before.reading().position().recent().holds("", 1, 1)
        && before.reading().mode() == Mode.PREPARATION
        && before.progress().search().candidate() != null
        && Objects.equals(ends.open(), ends.first())
        && before.progress().verdicts().era().compareTo(Era.FLAGGED) < 0;
  }

  private GitEffects() {}
}
