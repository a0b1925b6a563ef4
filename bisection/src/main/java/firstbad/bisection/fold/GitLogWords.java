package firstbad.bisection.fold;

import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.GitLogEntry;
import firstbad.bisection.grammar.GitTerms;
import firstbad.bisection.grammar.GitWord;
import firstbad.bisection.state.GitSession;
import firstbad.bisection.state.Phase;
import firstbad.bisection.state.SearchState;
import java.util.Objects;
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
    usual(context, term);
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

  /** The word of a command; null where it is none of this search. */
  static @Nullable GitWord told(FoldContext context, String term) {
    usual(context, term);
    return context.search.git().word(term);
  }

  /** The start declares the words; the usual ones turned round turn the ends that were noted. */
  static GitSession declared(FoldContext context, GitLogEntry.Started line) {
    GitSession session = context.search.git().terms(line.newer(), line.older()).start();
    if (session.newer() != null && GitSession.NONE.word(session.newer()) == GitWord.GOOD) {
      session = session.turned();
      context.search = SearchState.NONE;
    }
    context.search = context.search.with(session);
    searches(context, session);
    return session;
  }

  private static void searches(FoldContext context, GitSession session) {
    if (session.newer() != null || session.older() != null) {
      searches(
          context,
          Objects.requireNonNullElse(session.newer(), "bad"),
          Objects.requireNonNullElse(session.older(), "good"));
    }
  }

  /** The words say nothing as a rule where nobody has chosen them. */
  private static void usual(FoldContext context, String term) {
    boolean own = context.search.git().newer() != null;
    if (!own && (term.equals("new") || term.equals("old"))) {
      searches(context, "new", "old");
    }
  }

  private static void searches(FoldContext context, String newer, String older) {
    Kind kind = GitTerms.kind(newer, older);
    if (kind != Kind.UNKNOWN) {
      context.header = context.header.of(kind);
    } else if (!context.anomalies.has(Remark.Kind.NO_OPENING)) {
      context.notices(
          Remark.Kind.NO_OPENING,
          null,
          "The words "
              + Contradictions.quoted(newer)
              + " and "
              + Contradictions.quoted(older)
              + " do not say whether a bug or its fix is searched for; a bug is taken.");
    }
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
