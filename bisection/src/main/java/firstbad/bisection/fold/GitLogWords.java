package firstbad.bisection.fold;

import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.GitWord;
import firstbad.bisection.state.GitSession;
import firstbad.bisection.state.Phase;
import org.jspecify.annotations.Nullable;

/** What the words of a search by git alone say of a commit: anybody may choose them. */
final class GitLogWords {

  /**
   * The first two words above the start, which declares them, are those for bad and good, in this
   * order. Where one of the usual words follows, they were somebody's own.
   */
  static @Nullable GitWord of(FoldContext context, String term) {
    GitSession session = context.search.git();
    GitWord known = session.word(term);
    if (known != null || context.search.phase() != Phase.HEADER) {
      return known;
    }
    if (GitSession.NONE.word(term) != null) {
      forgets(context);
      return GitSession.NONE.word(term);
    }
    boolean first = session.newer() == null;
    GitSession learned =
        first || session.older() != null ? session.terms(term, null) : session.terms(null, term);
    context.search = context.search.with(learned);
    return learned.word(term);
  }

  /** Nothing is known of the words that stood above. */
  private static void forgets(FoldContext context) {
    context.search = context.search.with(GitSession.NONE);
    context.header = context.header.unread().by(Tool.GIT);
  }

  /** A verdict before any start: which of two words of its own is the bad one cannot be known. */
  static void demandDeclared(FoldContext context) {
    if (context.search.phase() == Phase.HEADER && context.search.git().newer() != null) {
      forgets(context);
    }
  }

  private GitLogWords() {}
}
