package firstbad.bisection.fold;

import firstbad.bisection.grammar.HeaderEntry;
import firstbad.bisection.state.GitConclusion;
import firstbad.bisection.state.Mode;
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

  private static void forgets(FoldContext context) {
    context.header = context.header.unread();
    context.search = SearchState.NONE;
    context.git = GitConclusion.NONE;
    context.mode = Mode.LOG;
    context.changesHead();
  }

  private FuzzerInGit() {}
}
