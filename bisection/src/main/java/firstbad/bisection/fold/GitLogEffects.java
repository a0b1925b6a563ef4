package firstbad.bisection.fold;

import firstbad.bisection.finding.Outcome;
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
import firstbad.bisection.state.GitConclusion;
import firstbad.bisection.state.GitSession;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Phase;
import firstbad.bisection.state.SearchState;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
          Effect.of(GitLogEntry.Given.class, GitLogEffects::given)
              .where(context -> context.search.ends().open() == null),
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
          Effect.of(EndEntry.Failed.class, GitLogEndings::failed).where(GitLogEndings::ofItsRun),
          Effect.of(HeaderEntry.Hosted.class, FuzzerInGit::hosted)
              .where(FuzzerInGit::nothingSearched),
          Effect.of(HeaderEntry.Searching.class, FuzzerInGit::searching)
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
      return;
    }
    if (context.verdicts.opened() > 0 || context.ending.sentence() != null) {
      SecondHeader.raise(context);
      return;
    }
    GitSession session = context.search.git().terms(line.newer(), line.older()).noting(null);
    context.search = context.search.with(session).in(later(context, Phase.RANGE));
    String known = session.bad();
    if (line.bad() != null) {
      context.header = context.header.searching(context.header.kind(), line.bad());
      end(context, GitWord.BAD, known == null ? line.bad() : known);
    }
    if (line.good() != null && session.good() == null) {
      end(context, GitWord.GOOD, line.good());
    }
  }

  private static Phase later(FoldContext context, Phase phase) {
    Phase now = context.search.phase();
    return now.compareTo(phase) > 0 ? now : phase;
  }

  /** One of the two ends of the search, which somebody knew before it. */
  private static void end(FoldContext context, GitWord word, String revision) {
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

  private static void noted(FoldContext context, GitLogEntry.Noted line) {
    GitWord word = GitLogWords.of(context, line.term());
    context.mode = Mode.RUN_OUTPUT;
    if (word == null) {
      return;
    }
    // Commits that are noted without a command between them are ends, given with the start.
    boolean another = context.search.git().noted() != null && context.verdicts.opened() == 0;
    if (context.search.ends().open() == null || !another) {
      marked(context, word, line.commit(), context.title(line.title()));
    }
    context.search = context.search.with(context.search.git().noting(line.commit()));
  }

  private static void told(FoldContext context, GitLogEntry.Told line) {
    GitLogWords.demandDeclared(context);
    GitSession session = context.search.git();
    GitWord word = session.word(line.term());
    context.search = context.search.with(session.noting(null));
    context.mode = Mode.RUN_OUTPUT;
    if (word == null) {
      return; // reset, log, run: no verdict
    }
    if (line.revisions().isEmpty()) {
      OpenRevision open = context.revision;
      marked(context, word, open == null ? "HEAD" : open.opening().commit(), null);
    }
    for (String revision : line.revisions()) {
      if (!revision.equals(session.noted())) {
        marked(context, word, revision, null);
      }
    }
  }

  private static void given(FoldContext context, GitLogEntry.Given line) {
    GitWord word = context.search.git().word(line.term());
    if (word != null) {
      end(context, word, line.revision());
    }
  }

  /** Git gets a word on a commit: an end of the search as long as one is missing, else a step. */
  private static void marked(
      FoldContext context, GitWord word, String revision, @Nullable String title) {
    goesOn(context);
    if (word != GitWord.SKIP && context.search.ends().open() == null) {
      end(context, word, revision);
    } else if (GitEntry.isCommit(revision)) {
      decided(context, word, revision, title);
      context.search = context.search.narrowed(word, revision).choosing(null);
      context.mode = Mode.RUN_OUTPUT;
    }
  }

  private static void decided(
      FoldContext context, GitWord word, String commit, @Nullable String title) {
    OpenRevision open = context.revision;
    if (open != null && !open.opening().commit().equals(commit)) {
      RevisionClosing.closes(context, open, null, false); // left for another commit
    }
    if (context.revision == null) {
      opens(context, Role.STEP, commit, title);
    }
    RevisionClosing.closesNamed(context, word.verdict(context.header.kind()));
  }

  private static void opens(FoldContext context, Role role, String commit, @Nullable String title) {
    SearchState.Candidate chosen =
        title == null ? null : new SearchState.Candidate(commit, title, context.search.left());
    context.search =
        context.search.announcing(new SearchState.Next(role, commit, null)).choosing(chosen);
    RevisionOpening.opens(context, commit);
    context.mode = Mode.RUN_OUTPUT;
  }

  /** The search goes on: how it ended before does not hold any more. An error may be mended. */
  private static void goesOn(FoldContext context) {
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

  private static void left(FoldContext context, GitEntry.Left line) {
    context.search = context.search.left(new SearchState.Left(line.revisions(), line.steps()));
    context.mode = Mode.GIT;
  }

  private static void mergeBaseFirst(FoldContext context) {
    context.search = context.search.left(null);
    context.mode = Mode.GIT;
  }

  private static void chosen(FoldContext context, GitEntry.Chosen line) {
    tests(context, Role.STEP, line.commit(), context.title(line.title()));
  }

  private static void testing(FoldContext context, GitLogEntry.Testing line) {
    tests(context, Role.STEP, line.commit(), null);
  }

  private static void testingBad(FoldContext context, GitLogEntry.TestingBad line) {
    tests(context, Role.ORIGINAL, line.commit(), context.title(line.title()));
  }

  /** A commit is tested from here on, unless it is in test already. */
  private static void tests(FoldContext context, Role role, String commit, @Nullable String title) {
    OpenRevision open = context.revision;
    context.mode = Mode.RUN_OUTPUT;
    if (open != null && open.opening().commit().equals(commit)) {
      return;
    }
    goesOn(context);
    GitLogEndings.leaves(context);
    if (context.search.ends().open() == null) {
      context.notices(Remark.Kind.UNTESTED_RANGE_END, null);
    }
    context.search = context.search.in(Phase.GIT);
    opens(context, role, commit, title);
  }

  /** Git chose the commit before its first line showed whose log this is. */
  private static void running(FoldContext context) {
    SearchState.Candidate chosen = context.search.candidate();
    context.mode = Mode.RUN_OUTPUT;
    if (context.revision == null && chosen != null) {
      opens(context, Role.STEP, chosen.commit(), chosen.title());
    }
  }

  private static void ran(FoldContext context, RevisionEntry.Ran line) {
    OpenRevision revision = context.revision;
    if (revision != null && line.number() == revision.runs().total()) {
      RunCounting.ran(context, revision, line);
    } else {
      PastedText.line(context, context.line);
    }
  }

  private GitLogEffects() {}
}
