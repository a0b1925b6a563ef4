package firstbad.bisection.fold;

import firstbad.bisection.grammar.HeaderEntry;
import firstbad.bisection.grammar.RevisionEntry;
import firstbad.bisection.state.Anomalies;
import firstbad.bisection.state.GitConclusion;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.SearchState;

/**
 * The header of a fuzzer's log in one that was taken for git's own. Where git has tested nothing,
 * the lines before it were somebody's words, and the header decides; later it is what a test
 * printed.
 */
final class FuzzerInGit {

  static boolean nothingSearched(FoldContext context) {
    return context.verdicts.opened() == 0
        && context.git.commit() == null
        && context.ending.sentence() == null;
  }

  static void hosted(FoldContext context, HeaderEntry.Hosted line) {
    forgets(context);
    HeaderEffects.hosted(context, line);
  }

  static void searching(FoldContext context, HeaderEntry.Searching line) {
    forgets(context);
    HeaderEffects.searching(context, line);
  }

  static void fuzzer(FoldContext context, HeaderEntry.Fuzzer line) {
    forgets(context);
    HeaderEffects.fuzzer(context, line);
  }

  /** What is in test may print anything; where nothing is in test, it is another log. */
  static void opened(FoldContext context, RevisionEntry.Opened line) {
    OpenRevision open = context.revision;
    if (nothingSearched(context)) {
      forgets(context);
      RevisionEffects.opened(context, line);
    } else if (open == null) {
      SecondHeader.raise(context);
    } else {
      if (!open.opening().commit().equals(line.commit())) {
        Contradictions.tested(context, line.commit(), open.opening().commit());
      }
      PastedText.line(context, context.line);
    }
  }

  /** A fuzzer repeats what it told git; whose search it was cannot be known. */
  static void echo(FoldContext context) {
    UnknownLines.found(context, context.line);
  }

  private static void forgets(FoldContext context) {
    context.header = context.header.unread();
    context.search = SearchState.NONE;
    context.git = GitConclusion.NONE;
    context.anomalies = Anomalies.NONE;
    context.mode = Mode.LOG;
    context.changesHead();
  }

  private FuzzerInGit() {}
}
