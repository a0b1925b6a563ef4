package firstbad.bisection.fold;

import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.GitConclusion;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.RecentLines;
import firstbad.bisection.state.SearchState;
import firstbad.bisection.trust.judgement.ReasonPhrases;
import firstbad.bisection.trust.posterior.CommitCount;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is missing of what git prints where a fuzzer calls it: how much is left before each choice,
 * and the description of the commit on which it ends its search.
 */
final class LostGitLines {

  /** Whether git has said how much is left since it chose a commit. */
  private static final String COUNTED = "git/counted";

  /** Which lines of the description were read that its parts do not tell. */
  private static final String DESCRIBED = "git/described";

  private static final Piece BEGUN = new Piece.Word("begun");
  private static final Piece FILE = new Piece.Word("file");
  private static final Piece COUNTED_FILES = new Piece.Word("files");

  private static final Piece YES = new Piece.Word("yes");
  private static final Piece NO = new Piece.Word("no");

  /** So many lines before its choice git has said so, its warnings between. */
  private static final int NEAR = 4;

  private static final Pattern FILES = Pattern.compile(" (\\d{1,6}) files? changed.*");

  /** Git says how much is left, or that it needs a merge base. */
  static void counts(FoldContext context) {
    goesOn(context);
    context.archive.put(COUNTED, YES);
  }

  /** Git goes on, or ends: after it said how much is left, it has chosen a commit. */
  static void goesOn(FoldContext context) {
    if (YES.equals(context.archive.get(COUNTED))) {
      context.archive.put(COUNTED, NO);
      notices(
          context,
          null,
          "Git said how much is left to test, and the commit that it chose then is missing.");
    }
  }

  /** Git chooses a commit. */
  static void chooses(FoldContext context, String commit) {
    if (context.header.tool() == Tool.GIT) {
      return;
    }
    boolean counted = counted(context);
    context.archive.put(COUNTED, NO);
    if (counted) {
      halves(context, commit);
    } else {
      notices(
          context,
          commit,
          "Git chose "
              + ReasonPhrases.abbreviated(commit)
              + ", and the line before that, which says how much is left to test, is missing.");
    }
  }

  /** Where the line was read by a version that kept no word of it, the lines before tell. */
  private static boolean counted(FoldContext context) {
    if (context.archive.get(COUNTED) instanceof Piece.Word word) {
      return word.equals(YES);
    }
    RecentLines recent = context.position.recent();
    return context.search.left() != null
        || !recent.knows(NEAR)
        || recent.holds(GitEntry.MergeBaseFirst.LINE, 1, NEAR);
  }

  /** Git chooses from the commits that its last verdict has left. */
  private static void halves(FoldContext context, String commit) {
    SearchState.Left left = context.search.left();
    CommitCount range = context.trust.evidence().left();
    if (left != null && !range.mayLeave(left.revisions())) {
      notices(
          context,
          commit,
          "Git had "
              + range.commits()
              + " commits to search and then chose "
              + ReasonPhrases.abbreviated(commit)
              + " with "
              + left.revisions()
              + " left to test: lines between are missing.");
    }
  }

  /** Reads a line of the description: the last one counts the files that those before it name. */
  static void describes(FoldContext context, String text) {
    if (text.startsWith("commit ")) {
      context.archive.put(DESCRIBED, BEGUN);
    } else if (isFile(text) && !FILE.equals(context.archive.get(DESCRIBED))) {
      context.archive.put(DESCRIBED, FILE);
    } else if (text.startsWith(" ")) {
      counted(context, FILES.matcher(text));
    }
  }

  private static boolean isFile(String text) {
    return text.startsWith(" ") && !text.startsWith("    ") && text.contains(" | ");
  }

  private static void counted(FoldContext context, Matcher line) {
    String commit = context.git.commit();
    if (commit == null || !line.matches()) {
      return;
    }
    context.archive.put(DESCRIBED, COUNTED_FILES);
    int named = context.git.description().files();
    if (Integer.parseInt(line.group(1)) != named) {
      notices(
          context,
          commit,
          "Git counts "
              + line.group(1)
              + " files that "
              + ReasonPhrases.abbreviated(commit)
              + " changes, and its description names "
              + named
              + ": lines are missing.");
    }
  }

  private static boolean isDescribed(FoldContext context) {
    GitConclusion.Description printed = context.git.description();
    return printed.author() != null
        || printed.date() != null
        || printed.title() != null
        || printed.files() > 0
        || printed.folders()
        || context.archive.get(DESCRIBED) != null;
  }

  /** What the description lacks that was read only in part; null where it lacks nothing. */
  static @Nullable String lacking(FoldContext context, LogEnding.Sentence named) {
    String culprit = named.commit();
    boolean read =
        culprit != null
            && culprit.equals(context.git.commit())
            && context.header.tool() != Tool.GIT
            && isDescribed(context);
    String part = read ? lacking(context, context.git.description()) : null;
    return part == null
        ? null
        : "Git's description of "
            + ReasonPhrases.abbreviated(String.valueOf(culprit))
            + " is not whole: "
            + part
            + ".";
  }

  private static @Nullable String lacking(FoldContext context, GitConclusion.Description printed) {
    if (printed.author() == null) {
      return "it has no author";
    }
    if (printed.date() == null) {
      return "it has no date";
    }
    if (printed.title() == null) {
      return "it has no title";
    }
    boolean uncounted = FILE.equals(context.archive.get(DESCRIBED));
    return uncounted ? "files that the commit changes are missing" : null;
  }

  private static void notices(FoldContext context, @Nullable String commit, String sentence) {
    context.notices(Remark.Kind.MISSING_LINES, commit, sentence);
  }

  private LostGitLines() {}
}
