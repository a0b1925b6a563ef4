package firstbad.bisection.fold;

import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.EndEntry;
import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.grammar.GitLogEntry;
import firstbad.bisection.grammar.GitWord;
import firstbad.bisection.grammar.HeaderEntry;
import firstbad.bisection.grammar.RevisionEntry;
import firstbad.bisection.state.GitSession;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Phase;
import firstbad.bisection.state.SearchState;
import java.util.List;

/**
 * What the lines of a search by git alone do. In such a log nothing else has a meaning: between
 * git's lines stands what a test or a person printed. Until one of its openings is read a log may
 * be a fuzzer's, in which git speaks too, and so those lines count only where nothing of a fuzzer's
 * was read before.
 */
final class GitLogEffects {

  /** What each kind of line does in a log of git's own; a kind that is not here is text. */
  static final List<Effect<?>> ROWS =
      List.of(
          Effect.of(GitLogEntry.Started.class, GitLogEffects::started),
          Effect.of(GitLogEntry.Noted.class, GitLogEffects::noted),
          Effect.of(GitLogEntry.Told.class, GitLogEffects::told),
          Effect.of(GitLogEntry.Given.class, GitLogEffects::given),
          Effect.of(GitLogEntry.Running.class, (context, line) -> running(context)),
          Effect.of(GitLogEntry.Testing.class, GitLogEffects::testing),
          Effect.of(GitLogEntry.TestingBad.class, GitLogEffects::testingBad),
          Effect.of(GitLogEntry.First.class, GitLogEndings::first),
          Effect.of(GitLogEntry.OnlySkipped.class, (context, line) -> GitLogEndings.list(context)),
          Effect.of(GitLogEntry.Possible.class, GitLogEndings::possible),
          Effect.of(GitLogEntry.Aborted.class, (context, line) -> GitLogEndings.fails(context)),
          Effect.of(GitLogEntry.Prepared.class, (context, line) -> {}),
          Effect.of(GitLogEntry.Status.class, (context, line) -> {}),
          Effect.of(GitLogEntry.Remark.class, (context, line) -> context.mode = Mode.RUN_OUTPUT),
          Effect.of(GitEntry.Left.class, GitLogEffects::left),
          Effect.of(GitEntry.MergeBaseFirst.class, (context, line) -> mergeBaseFirst(context)),
          Effect.of(GitEntry.Chosen.class, GitLogEffects::chosen)
              .where(context -> context.mode == Mode.GIT),
          Effect.of(GitEntry.Concluded.class, GitLogEndings::concluded),
          Effect.of(GitEntry.CouldBeAnyOf.class, (context, line) -> GitLogEndings.list(context)),
          Effect.of(GitEntry.Candidate.class, GitLogEndings::candidate)
              .where(context -> context.mode == Mode.CANDIDATES),
          Effect.of(GitEntry.GaveUp.class, (context, line) -> GitLogEndings.fails(context)),
          Effect.of(GitEntry.Remark.class, (context, line) -> {}),
          Effect.of(RevisionEntry.Ran.class, GitLogEffects::ran)
              .where(context -> context.revision != null && context.mode == Mode.RUN_OUTPUT),
          Effect.of(EndEntry.Failed.class, GitLogEndings::failed)
              .where(
                  context ->
                      GitLogEndings.ofItsRun(context) || GitLogEndings.isOfAnotherLog(context)),
          Effect.of(EndEntry.Trailer.class, (context, line) -> GitLogEndings.ofAnotherLog(context))
              .where(context -> context.revision == null),
          Effect.of(GitEntry.Marked.class, (context, line) -> FuzzerInGit.echo(context)),
          Effect.of(RevisionEntry.Opened.class, FuzzerInGit::opened),
          Effect.of(HeaderEntry.Hosted.class, FuzzerInGit::hosted)
              .where(FuzzerInGit::nothingSearched),
          Effect.of(HeaderEntry.Searching.class, FuzzerInGit::searching)
              .where(FuzzerInGit::nothingSearched),
          Effect.of(HeaderEntry.Fuzzer.class, FuzzerInGit::fuzzer)
              .where(FuzzerInGit::nothingSearched));

  /** The same kinds where the log may still be a fuzzer's. */
  static final List<Effect<?>> OPENINGS =
      ROWS.stream()
          .filter(row -> GitLogEntry.class.isAssignableFrom(row.kind()))
          .<Effect<?>>map(GitLogEffects::opening)
          .toList();

  private static <E extends Entry> Effect<E> opening(Effect<E> row) {
    boolean opens = GitLogEntry.Opening.class.isAssignableFrom(row.kind());
    return Effect.of(
            row.kind(),
            (context, line) -> {
              if (!(line instanceof GitLogEntry.Started started && started.plain())) {
                context.header = context.header.by(Tool.GIT);
              }
              row.apply(context, line);
            })
        .where(context -> opens && ofNoFuzzer(context));
  }

  private static boolean ofNoFuzzer(FoldContext context) {
    return context.header.missing()
        && context.verdicts.opened() == 0
        && context.ending.trailer() == null
        && context.ending.sentence() == null;
  }

  private static void started(FoldContext context, GitLogEntry.Started line) {
    if (line.plain() && context.header.tool() != Tool.GIT) {
      context.search = context.search.with(context.search.git().start());
      return;
    }
    if (GitLogDamage.startsTwice(context, line)) {
      return;
    }
    boolean started = context.search.git().started() && context.header.requested() != null;
    if (started || context.verdicts.opened() > 0 || context.ending.sentence() != null) {
      SecondHeader.raise(context);
      return;
    }
    GitSession session = GitLogWords.declared(context, line);
    context.search = context.search.in(later(context, Phase.RANGE));
    String known = session.bad();
    if (line.bad() != null) {
      context.header = context.header.searching(context.header.kind(), line.bad());
      GitLogSteps.end(context, GitWord.BAD, known == null ? line.bad() : known);
    }
    if (line.good() != null && session.good() == null) {
      GitLogSteps.end(context, GitWord.GOOD, line.good());
    }
  }

  private static Phase later(FoldContext context, Phase phase) {
    Phase now = context.search.phase();
    return now.compareTo(phase) > 0 ? now : phase;
  }

  private static void noted(FoldContext context, GitLogEntry.Noted line) {
    GitWord word = GitLogWords.of(context, line.term());
    context.mode = Mode.RUN_OUTPUT;
    if (word == null) {
      return;
    }
    if (!line.commit().equals(context.search.git().noted())) {
      if (GitLogSteps.isStray(context, word, line.commit())) {
        return;
      }
      GitLogDamage.untold(context);
    }
    // Commits that are noted without a command between them are ends, given with the start.
    boolean another = context.search.git().noted() != null && context.verdicts.opened() == 0;
    if (context.search.ends().open() == null || !another) {
      GitLogSteps.marked(context, word, line.commit(), context.title(line.title()));
    }
    context.search = context.search.with(context.search.git().noting(line.commit()));
  }

  private static void told(FoldContext context, GitLogEntry.Told line) {
    GitLogWords.demandDeclared(context);
    GitWord word = GitLogWords.told(context, line.term());
    context.mode = Mode.RUN_OUTPUT;
    if (word == null) {
      UnknownLines.found(context, context.line);
      return;
    }
    GitLogDamage.unstarted(context);
    if (line.revisions().isEmpty()) {
      OpenRevision open = context.revision;
      GitLogSteps.marked(context, word, open == null ? "HEAD" : open.opening().commit(), null);
    }
    for (String revision : line.revisions()) {
      told(context, word, GitLogDamage.resolved(context, revision));
    }
  }

  private static void told(FoldContext context, GitWord word, String commit) {
    GitSession session = context.search.git();
    if (commit.equals(session.noted()) && GitLogDamage.isFirstStep(context, commit)) {
      context.search = context.search.with(session.told());
      GitLogSteps.marked(context, word, commit, null);
    } else if (commit.equals(session.noted())) {
      GitLogDamage.compares(context, word, commit);
      context.search = context.search.with(session.told());
    } else if (!GitLogSteps.isStray(context, word, commit)) {
      GitLogDamage.untold(context);
      if (!GitLogSteps.marked(context, word, commit, null)) {
        GitLogDamage.unnoted(context, commit);
      }
    }
  }

  private static void given(FoldContext context, GitLogEntry.Given line) {
    GitWord word = context.search.git().word(line.term());
    if (word != null && context.search.ends().open() == null) {
      GitLogSteps.end(context, word, line.revision());
    } else if (word != null && GitLogDamage.isAnotherEnd(context, word, line.revision())) {
      UnknownLines.found(context, context.line);
    } else {
      PastedText.line(context, context.line);
    }
  }

  private static void left(FoldContext context, GitEntry.Left line) {
    context.search = context.search.left(new SearchState.Left(line.revisions(), line.steps()));
    context.mode = Mode.GIT;
  }

  private static void mergeBaseFirst(FoldContext context) {
    context.search = context.search.left(null);
    context.mode = Mode.GIT;
  }

  private static void chosen(FoldContext context, GitEntry.Chosen line) {
    GitLogSteps.tests(context, Role.STEP, line.commit(), context.title(line.title()));
  }

  private static void testing(FoldContext context, GitLogEntry.Testing line) {
    GitLogSteps.tests(context, Role.STEP, line.commit(), null);
  }

  private static void testingBad(FoldContext context, GitLogEntry.TestingBad line) {
    if (context.search.git().noted() != null) {
      GitLogDamage.unstarted(context);
    }
    GitLogSteps.tests(context, Role.ORIGINAL, line.commit(), context.title(line.title()));
  }

  /** Git chose the commit before its first line showed whose log this is. */
  private static void running(FoldContext context) {
    GitLogDamage.untold(context);
    SearchState.Candidate chosen = context.search.candidate();
    context.mode = Mode.RUN_OUTPUT;
    if (context.revision == null && chosen != null) {
      GitLogSteps.opens(context, Role.STEP, chosen.commit(), chosen.title());
    }
    GitLogDamage.runs(context);
  }

  private static void ran(FoldContext context, RevisionEntry.Ran line) {
    OpenRevision revision = context.revision;
    if (revision != null && line.number() == revision.runs().total()) {
      RunCounting.ran(context, revision, line);
      return;
    }
    if (revision != null && line.number() > revision.runs().total()) {
      context.notices(Remark.Kind.MISSING_RUNS, revision.opening().commit());
    }
    PastedText.line(context, context.line);
  }

  private GitLogEffects() {}
}
