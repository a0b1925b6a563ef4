package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.grammar.GitLogEntry;
import firstbad.bisection.grammar.GitWord;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.GitSession;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.SearchState;
import firstbad.bisection.trust.judgement.ReasonPhrases;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a log of git's own lacks, has twice or says in two ways. Git writes each verdict in two
 * lines: a note with the title, and the command that repeats it.
 */
final class GitLogDamage {
  /** Under this key stands the command that ran last, and on which revision. */
  private static final String RUNNING = "running";

  /** Whether the log has noted a commit since its start, and no command has followed. */
  static void untold(FoldContext context) {
    String noted = context.search.git().noted();
    if (noted != null && context.search.git().started()) {
      missing(
          context,
          noted,
          "The log notes a verdict for "
              + ReasonPhrases.abbreviated(noted)
              + ", and the command of git that gives it is missing.");
      context.search = context.search.with(context.search.git().noting(null));
    }
  }

  /** A command gives a verdict, in a log that notes each one before, and no line has noted it. */
  static void unnoted(FoldContext context, String commit) {
    if (context.search.git().notes()) {
      missing(
          context,
          commit,
          "Git is told a verdict for "
              + ReasonPhrases.abbreviated(commit)
              + ", and the line that notes it before is missing.");
    }
  }

  /**
   * A verdict stands before any start of a search: git is told it, and nothing but the ends may
   * have been noted before.
   */
  static void unstarted(FoldContext context) {
    GitSession session = context.search.git();
    boolean first = session.noted() != null && isBeforeSteps(context);
    if (!session.started() && (context.search.ends().open() == null || first)) {
      context.notices(
          Remark.Kind.UNTESTED_RANGE_END,
          null,
          "The line that starts the search is missing, and the ends may be other ones.");
    }
  }

  private static boolean isBeforeSteps(FoldContext context) {
    return !context.search.git().notes() && context.verdicts.opened() == 0;
  }

  /**
   * Whether git is told of the commit that was noted last as of a step, though no line has started
   * the search: the commits that were noted before it are the ends.
   */
  static boolean isFirstStep(FoldContext context, String commit) {
    SearchState.Span open = context.search.ends().open();
    return !context.search.git().started()
        && isBeforeSteps(context)
        && open != null
        && !commit.equals(open.bad())
        && !commit.equals(open.good());
  }

  /** A search ends of which no line was read. */
  static void unsearched(FoldContext context) {
    if (context.verdicts.opened() == 0) {
      unstarted(context);
    }
  }

  /**
   * A test runs, once on each commit: where the same command runs again, another commit was chosen
   * before. A search that failed runs it again.
   */
  static void runs(FoldContext context) {
    OpenRevision open = context.revision;
    Piece.Word run = open == null ? null : running(context, open);
    boolean again = run != null && run.equals(context.archive.get(RUNNING));
    if (run != null) {
      context.archive.put(RUNNING, run);
    }
    if (open == null) {
      notices(context, null, "A test ran, and no line before it says on which commit.");
    } else if (again && context.ending.sentence() == null) {
      String commit = open.opening().commit();
      notices(
          context,
          commit,
          "The test ran twice on "
              + ReasonPhrases.abbreviated(commit)
              + ", or the line is missing that names another commit.");
    }
  }

  private static void notices(FoldContext context, @Nullable String commit, String sentence) {
    context.notices(Remark.Kind.RUNS_WITHOUT_REVISION, commit, sentence);
    context.changesHead();
  }

  private static Piece.Word running(FoldContext context, OpenRevision open) {
    return new Piece.Word(
        open.opening().ordinal() + " " + Utf8.cut(context.line, Caps.TITLE_BYTES));
  }

  private static void missing(FoldContext context, String commit, String sentence) {
    context.notices(Remark.Kind.MISSING_LINES, commit, sentence);
    context.changesHead();
  }

  /** Whether the command says otherwise than the note before it; the note holds. */
  static void compares(FoldContext context, GitWord word, String commit) {
    SearchState.Span open = context.search.ends().open();
    GitSession session = context.search.git();
    boolean bad = commit.equals(open == null ? session.bad() : open.bad());
    boolean good = commit.equals(open == null ? session.good() : open.good());
    boolean agrees = word == GitWord.SKIP ? !bad && !good : word == GitWord.BAD ? bad : good;
    if (!agrees) {
      Contradictions.notices(
          context,
          commit,
          "The log notes another verdict for "
              + ReasonPhrases.abbreviated(commit)
              + " than the command of git after it gives. The note is taken.");
    }
  }

  /**
   * Whether git was told of this commit before, and says nothing new now: a line that stands there
   * twice. Where it says something else, the newest word holds, as it does for git.
   */
  static boolean repeats(FoldContext context, GitWord word, String commit) {
    SearchState.Span open = context.search.ends().open();
    if (open == null || context.revision != null) {
      return false;
    }
    boolean known =
        commit.equals(open.bad())
            || commit.equals(open.good())
            || context.archive.get("commit/" + commit) != null;
    if (!known) {
      return false;
    }
    Verdict verdict = word.verdict(context.header.kind());
    Contradictions.notices(
        context,
        commit,
        "Git was told "
            + Contradictions.word(verdict)
            + " for "
            + ReasonPhrases.abbreviated(commit)
            + ", of which it was told before.");
    boolean same =
        word == GitWord.SKIP || commit.equals(word == GitWord.BAD ? open.bad() : open.good());
    if (same) {
      UnknownLines.found(context, context.line);
    }
    return same;
  }

  /** Whether a line names another end than the search started with. */
  static boolean isAnotherEnd(FoldContext context, GitWord word, String revision) {
    SearchState.Span first = context.search.ends().first();
    if (first == null || word == GitWord.SKIP || !GitEntry.isCommit(revision)) {
      return false;
    }
    String known = word == GitWord.BAD ? first.bad() : first.good();
    boolean another = GitEntry.isCommit(known) && !known.equals(revision);
    if (another) {
      Contradictions.notices(
          context,
          revision,
          "The log names "
              + ReasonPhrases.abbreviated(revision)
              + " as an end of the search, and it started from "
              + ReasonPhrases.abbreviated(known)
              + ".");
    }
    return another;
  }

  /** Git gets a verdict on a revision whose commit the log does not show. */
  static void unresolved(FoldContext context, GitWord word, String revision) {
    context.notices(
        Remark.Kind.UNDECIDED_STEP,
        null,
        "Git was told "
            + Contradictions.word(word.verdict(context.header.kind()))
            + " for "
            + Contradictions.quoted(revision)
            + ", and the log does not say which commit that is: the verdict is left out.");
    UnknownLines.found(context, context.line);
  }

  /**
   * Whether the line that started the search stands there twice; a line with other ends starts
   * another search.
   */
  static boolean startsTwice(FoldContext context, GitLogEntry.Started line) {
    boolean same =
        context.search.git().started()
            && context.verdicts.opened() == 0
            && Objects.equals(line.bad(), context.header.requested());
    if (same) {
      Contradictions.notices(context, null, "The log starts its search twice.");
      UnknownLines.found(context, context.line);
    }
    return same;
  }

  /**
   * The commit that a revision stands for: a person writes a short hash of what is in test, or was
   * just noted.
   */
  static String resolved(FoldContext context, String revision) {
    if (GitEntry.isCommit(revision) || !GitEntry.mayBeCommit(revision)) {
      return revision;
    }
    SearchState.Candidate chosen = context.search.candidate();
    String open = context.revision == null ? null : context.revision.opening().commit();
    return Stream.of(open, context.search.git().noted(), chosen == null ? null : chosen.commit())
        .filter(commit -> commit != null && commit.startsWith(revision))
        .findFirst()
        .orElse(revision);
  }

  private GitLogDamage() {}
}
