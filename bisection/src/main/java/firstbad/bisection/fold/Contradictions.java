package firstbad.bisection.fold;

import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.GitWord;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.LogHeader;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Phase;
import firstbad.bisection.state.SearchState;
import firstbad.bisection.trust.judgement.ReasonPhrases;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lines that contradict what the log has already said of the same thing, or say it a second time.
 * The log's own program writes none of them, so some other text stands in the log; which of the two
 * it is cannot be known. The first one holds.
 */
final class Contradictions {
  private static final int QUOTED_BYTES = 120;

  /** The search goes on after the log said that it is over. */
  static void goesOn(FoldContext context) {
    LogEnding.Sentence sentence = context.ending.sentence();
    if (sentence != null) {
      notices(
          context,
          sentence.commit(),
          "The search goes on after the log said " + quoted(sentence.text()) + ".");
    } else if (context.ending.early() != null) {
      notices(context, null, "The search goes on after the log said that it found nothing.");
    }
    if (context.search.phase().compareTo(Phase.CONCLUDED) >= 0) {
      String byGit = context.git.commit();
      notices(
          context,
          byGit,
          byGit == null
              ? "Git goes on with its search after it was over."
              : "Git goes on with its search after it ended on "
                  + ReasonPhrases.abbreviated(byGit)
                  + ".");
      context.search = context.search.in(Phase.GIT);
    }
  }

  /** Whether git has concluded before and nothing was searched since: the first commit holds. */
  static boolean conclusion(FoldContext context, String commit) {
    LogEnding.Sentence sentence = context.ending.sentence();
    String before = context.git.commit();
    if (before != null) {
      notices(
          context,
          commit,
          "Git ends its search twice, on "
              + ReasonPhrases.abbreviated(before)
              + " and on "
              + ReasonPhrases.abbreviated(commit)
              + ".");
    } else if (sentence != null) {
      notices(
          context,
          commit,
          "Git ends its search on "
              + ReasonPhrases.abbreviated(commit)
              + " after the log said "
              + quoted(sentence.text())
              + ".");
    }
    boolean over = before != null && context.search.phase().compareTo(Phase.CONCLUDED) >= 0;
    if (over) {
      UnknownLines.found(context, context.line);
    }
    return over;
  }

  /**
   * A test opens that nothing announced.
   *
   * @return whether it is left out, since the search is over
   */
  static boolean test(FoldContext context, String commit) {
    SearchState.Next next = context.search.next();
    SearchState.Candidate chosen = context.search.candidate();
    boolean announced = next != null && (next.commit() == null || next.commit().equals(commit));
    boolean over = context.search.phase().compareTo(Phase.CONCLUDED) >= 0 && !announced;
    boolean unchosen =
        context.search.phase() == Phase.GIT
            && !announced
            && (chosen == null || !chosen.commit().equals(commit));
    LogEnding.Sentence ending = context.ending.sentence();
    String why = null;
    if (over) {
      why = " after the search was over.";
    } else if (unchosen) {
      String other = chosen == null ? "no commit" : ReasonPhrases.abbreviated(chosen.commit());
      why = ", and git chose " + other + ".";
    } else if (next == null && another(context, commit)) {
      why = ", and no line says what for.";
    } else if (ending != null) {
      why = " after the log said " + quoted(ending.text()) + ".";
    }
    if (why != null) {
      notices(context, commit, ReasonPhrases.abbreviated(commit) + " is tested" + why);
    }
    if (over) {
      UnknownLines.found(context, context.line);
    }
    return over;
  }

  /** A line says that a commit is tested, and git has another one in test. */
  static void tested(FoldContext context, String commit, String open) {
    notices(
        context,
        commit,
        ReasonPhrases.abbreviated(commit)
            + " is tested, and git has "
            + ReasonPhrases.abbreviated(open)
            + " in test.");
  }

  /** Before git searches only the original commit is tested without an announcement. */
  private static boolean another(FoldContext context, String commit) {
    LogHeader header = context.header;
    String start = header.commit() == null ? header.requested() : header.commit();
    return context.search.phase().compareTo(Phase.GIT) < 0
        && start != null
        && start.length() == commit.length()
        && !start.equals(commit);
  }

  /**
   * Git gets a word on a commit that it neither chose nor has in test.
   *
   * @return whether it is left out, since the commit has its verdict or git has not started
   */
  static boolean verdict(FoldContext context, String commit, Verdict verdict) {
    OpenRevision open = context.revision;
    SearchState.Candidate chosen = context.search.candidate();
    boolean early = context.search.ends().first() == null;
    boolean tested =
        open != null
            && open.opening().commit().equals(commit)
            && !open.is(Role.PARENT)
            && (open.is(Role.STEP) || !early || context.header.missing());
    if (tested || (chosen != null && chosen.commit().equals(commit))) {
      return false;
    }
    Verdict before = judged(context, commit);
    if (before == null && early && context.header.missing()) {
      return false; // What git chose, and from where, was in the part that is lost.
    }
    String known =
        before != null
            ? ", which already had the verdict " + word(before) + "."
            : early ? " before its search started." : ", which it had not chosen.";
    notices(
        context,
        commit,
        "Git was told " + word(verdict) + " for " + ReasonPhrases.abbreviated(commit) + known);
    if (before != null || early) {
      UnknownLines.found(context, context.line);
    }
    return before != null || early;
  }

  private static @Nullable Verdict judged(FoldContext context, String commit) {
    return context.archive.get("commit/" + commit) instanceof Piece.SeenCrashes met
            && context.archive.get("revision/" + met.ordinal())
                instanceof Piece.TestedRevision tested
        ? tested.verdict()
        : null;
  }

  /** A line that only a search for a fix has stands in a search for a cause: it is left out. */
  static boolean ofAnotherKind(FoldContext context) {
    boolean another = context.header.kind() == Kind.CAUSE;
    if (another) {
      notices(
          context,
          null,
          quoted(context.line) + " belongs to a search for a fix, and this one is for a cause.");
      UnknownLines.found(context, context.line);
    }
    return another;
  }

  /** A search for a fix tests no releases: which of the two lines is wrong cannot be known. */
  static void inSearchForFix(FoldContext context) {
    if (context.header.kind() == Kind.FIX) {
      notices(
          context,
          null,
          quoted(context.line) + " belongs to a search for a cause, and this one is for a fix.");
    }
  }

  /** Git's search starts from ends whose tests said the opposite. */
  static void ends(FoldContext context, String bad, String good) {
    Kind kind = context.header.kind();
    for (GitWord word : List.of(GitWord.BAD, GitWord.GOOD)) {
      String commit = word == GitWord.BAD ? bad : good;
      boolean original = commit.equals(context.header.commit());
      Verdict known = original ? Verdict.BAD : judged(context, commit);
      if ((known == Verdict.BAD || known == Verdict.GOOD) && known != word.verdict(kind)) {
        notices(
            context,
            commit,
            "Git starts with "
                + ReasonPhrases.abbreviated(commit)
                + " as "
                + word(word.verdict(kind))
                + ", and its test said "
                + word(known)
                + ".");
      }
    }
  }

  static void notices(FoldContext context, @Nullable String commit, String sentence) {
    context.notices(Remark.Kind.CONTRADICTION, commit, sentence);
    context.changesHead();
  }

  static String quoted(String text) {
    return '"' + Utf8.cut(text, QUOTED_BYTES) + '"';
  }

  static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private Contradictions() {}
}
