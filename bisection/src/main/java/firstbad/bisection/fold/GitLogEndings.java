package firstbad.bisection.fold;

import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.grammar.Blanks;
import firstbad.bisection.grammar.EndEntry;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.grammar.GitLogEntry;
import firstbad.bisection.grammar.GitWord;
import firstbad.bisection.state.Anomalies;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.GitConclusion;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Phase;
import firstbad.bisection.state.SearchState;
import firstbad.bisection.trust.judgement.ReasonPhrases;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a search by git alone ends: its own conclusion is the log's. */
final class GitLogEndings {
  private static final String BAD_TITLE = "title of the bad end";

  /** So a run ends after git has listed the commits of which any may be the first. */
  private static final String ONLY_SKIPPED = "bisect run cannot continue any more";

  static void concluded(FoldContext context, GitEntry.Concluded line) {
    names(context, line.commit(), null);
  }

  static void first(FoldContext context, GitLogEntry.First line) {
    names(context, line.commit(), line.title());
  }

  /** Git names the first bad commit, on the terminal and again in its log. */
  private static void names(FoldContext context, String commit, @Nullable String title) {
    String before = context.git.commit();
    if (before != null && !before.equals(commit) && Contradictions.conclusion(context, commit)) {
      return;
    }
    if (SecondEnding.afterList(context, commit)) {
      return;
    }
    GitLogDamage.untold(context);
    GitLogDamage.unsearched(context);
    OpenRevision open = context.revision;
    if (open != null && open.opening().commit().equals(commit)) {
      RevisionClosing.closesNamed(context, GitWord.BAD.verdict(context.header.kind()));
    } else {
      leaves(context);
      compares(context, commit);
    }
    if (!commit.equals(before)) {
      context.git = context.git.on(commit);
    }
    if (title != null) {
      comparesTitle(context, commit, title);
    }
    concludes(context);
    ends(context, Outcome.CULPRIT_FOUND, commit, title);
    context.mode = title == null ? Mode.DESCRIPTION : Mode.RUN_OUTPUT;
  }

  /**
   * Where all verdicts are known, git can only end on the newest commit that it was told is bad.
   */
  private static void compares(FoldContext context, String commit) {
    SearchState.Span open = context.search.ends().open();
    boolean known =
        context.anomalies.seen().stream()
            .map(Anomalies.Anomaly::kind)
            .noneMatch(
                kind ->
                    kind == Remark.Kind.UNDECIDED_STEP
                        || kind == Remark.Kind.RUNS_WITHOUT_REVISION);
    if (open != null && known && GitEntry.isCommit(open.bad()) && !open.bad().equals(commit)) {
      Contradictions.notices(
          context,
          commit,
          "Git ends its search on "
              + ReasonPhrases.abbreviated(commit)
              + ", and the last commit that it was told is bad is "
              + ReasonPhrases.abbreviated(open.bad())
              + ".");
    }
  }

  /** The title under which a commit was last told to be bad is kept, since git ends on it. */
  static void keepsTitle(FoldContext context, String commit, @Nullable String title) {
    if (title != null) {
      context.archive.put(BAD_TITLE, new Piece.Word(commit + " " + title));
    }
  }

  /** The log has one title for each commit. */
  private static void comparesTitle(FoldContext context, String commit, String title) {
    String begin = commit + " ";
    boolean kept =
        context.archive.get(BAD_TITLE) instanceof Piece.Word word
            && word.text().startsWith(begin)
            && !word.text().equals(begin + context.title(title));
    String printed = context.git.description().title();
    if (kept
        || (printed != null
            && !printed.equals(Utf8.cut(title.strip(), GitConclusion.WORD_BYTES)))) {
      Contradictions.notices(
          context,
          commit,
          "The log ends with "
              + Contradictions.quoted(title)
              + ", and it has another title for that commit.");
    }
  }

  /** Git's output goes on to another commit, and does not say what it was told of this one. */
  static void leaves(FoldContext context) {
    OpenRevision open = context.revision;
    if (open != null && open.is(Role.STEP) && !open.hasRuns()) {
      context.notices(
          Remark.Kind.UNDECIDED_STEP,
          open.opening().commit(),
          "The log does not say which verdicts git got; what git bisect log prints does.");
    }
    RevisionClosing.closes(context);
  }

  private static void concludes(FoldContext context) {
    context.search = context.search.in(Phase.CONCLUDED).choosing(null);
  }

  /** The same ending may stand there twice, with a title or without. */
  private static void ends(
      FoldContext context, Outcome outcome, @Nullable String commit, @Nullable String title) {
    LogEnding.Sentence known = context.ending.sentence();
    boolean said =
        known != null
            && known.outcome() == outcome
            && Objects.equals(known.commit(), commit)
            && (title == null || known.title() != null);
    if (!said) {
      context.ending =
          context.ending.sentence(
              SecondEnding.sentence(context, outcome, context.line, commit, title));
    }
    context.changesHead();
  }

  /** Only commits are left that were skipped: a list of them follows. */
  static void list(FoldContext context) {
    if (isOver(context) && SecondEnding.candidates(context)) {
      context.mode = Mode.RUN_OUTPUT;
      return;
    }
    GitLogDamage.untold(context);
    GitLogDamage.unsearched(context);
    leaves(context);
    concludes(context);
    context.git = context.git.naming(0);
    ends(context, Outcome.INCONCLUSIVE, null, null);
    context.ending = context.ending.candidates(0);
    context.mode = Mode.CANDIDATES;
  }

  /** Whether the log has said how the search ended; an error may be mended, and a list go on. */
  private static boolean isOver(FoldContext context) {
    LogEnding.Sentence known = context.ending.sentence();
    boolean begun =
        known != null
            && known.outcome() == Outcome.INCONCLUSIVE
            && context.ending.candidates() == 0;
    return known != null && known.outcome() != Outcome.FAILED && !begun;
  }

  static void candidate(FoldContext context, GitEntry.Candidate line) {
    adds(context, line.commit());
  }

  static void possible(FoldContext context, GitLogEntry.Possible line) {
    if (context.mode != Mode.CANDIDATES && isOver(context)) {
      UnknownLines.found(context, context.line);
    } else if (context.mode != Mode.CANDIDATES) {
      list(context);
    }
    if (context.mode == Mode.CANDIDATES) {
      adds(context, line.commit());
    }
  }

  private static void adds(FoldContext context, String commit) {
    String newest = "candidate/" + (context.ending.candidates() - 1);
    if (context.ending.candidates() > 0
        && context.archive.get(newest) instanceof Piece.Word word
        && word.text().equals(commit)) {
      Contradictions.notices(
          context,
          commit,
          ReasonPhrases.abbreviated(commit) + " stands twice in the list of candidates.");
      UnknownLines.found(context, context.line);
      return;
    }
    BoundedLists.candidate(context, commit);
    context.git = context.git.naming(context.ending.candidates());
  }

  /** Git gives up, or its test did. Where it said before how it ended, that is the reason. */
  static void fails(FoldContext context) {
    fails(context, Outcome.FAILED);
  }

  private static void fails(FoldContext context, Outcome outcome) {
    if (context.ending.sentence() == null) {
      boolean skipped = plain(context).endsWith(ONLY_SKIPPED);
      ends(context, skipped ? Outcome.INCONCLUSIVE : outcome, null, null);
    }
    context.mode = Mode.RUN_OUTPUT;
  }

  /** An error ends the search only where it is that of git's run, and not of a test. */
  static boolean ofItsRun(FoldContext context) {
    OpenRevision open = context.revision;
    return plain(context).startsWith("error: bisect run ")
        || (isNotReproduced(context) && open != null && open.is(Role.ORIGINAL));
  }

  private static boolean isNotReproduced(FoldContext context) {
    return plain(context).equals("error: " + EndEntry.NOT_REPRODUCED);
  }

  /**
   * Whether the line ends a log of another kind: the error of a bug that was not seen, and the bad
   * commit was not tested. Where a commit is in test, its test may print anything.
   */
  static boolean isOfAnotherLog(FoldContext context) {
    return context.revision == null && isNotReproduced(context);
  }

  /** The end of a fuzzer's log stands in git's own. */
  static void ofAnotherLog(FoldContext context) {
    Contradictions.notices(
        context,
        null,
        "Text of another log stands in git's own: " + Contradictions.quoted(context.line) + ".");
    UnknownLines.found(context, context.line);
  }

  private static String plain(FoldContext context) {
    return Blanks.withoutBlankEnd(Blanks.plain(context.line));
  }

  static void failed(FoldContext context, EndEntry.Failed line) {
    if (isOfAnotherLog(context)) {
      ofAnotherLog(context);
      return;
    }
    fails(context, line.outcome());
  }

  private GitLogEndings() {}
}
