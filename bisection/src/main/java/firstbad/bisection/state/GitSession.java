package firstbad.bisection.state;

import firstbad.bisection.caps.Utf8;
import firstbad.bisection.grammar.GitWord;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a search by git alone, beside where it stands.
 *
 * @param newer the word for a bad commit where it is not one of the usual ones
 * @param older the word for a good commit where it is not one of the usual ones
 * @param bad the bad end until both are known
 * @param good the good end until both are known
 * @param noted the commit that the newest line noted, since git's command repeats it
 * @param notes whether a verdict was noted before its command
 * @param started whether a line has started the search
 * @param skipped commits that were skipped since git was last told good or bad
 */
public record GitSession(
    @Nullable String newer,
    @Nullable String older,
    @Nullable String bad,
    @Nullable String good,
    @Nullable String noted,
    boolean notes,
    boolean started,
    int skipped) {

  private static final int WORD_BYTES = 100;

  /** Nothing is known, and the usual words hold. */
  public static final GitSession NONE =
      new GitSession(null, null, null, null, null, false, false, 0);

  /** The words with which the search was started; the usual ones where they are null. */
  public GitSession terms(@Nullable String newTerm, @Nullable String oldTerm) {
    return new GitSession(
        newTerm == null ? newer : Utf8.cut(newTerm, WORD_BYTES),
        oldTerm == null ? older : Utf8.cut(oldTerm, WORD_BYTES),
        bad,
        good,
        noted,
        notes,
        started,
        skipped);
  }

  /** An end of the search. */
  public GitSession end(GitWord word, String revision) {
    String end = Utf8.cut(revision, WORD_BYTES);
    return word == GitWord.BAD
        ? new GitSession(newer, older, end, good, noted, notes, started, skipped)
        : new GitSession(newer, older, bad, end, noted, notes, started, skipped);
  }

  /** A line noted this commit; null when the newest line noted none. */
  public GitSession noting(@Nullable String commit) {
    return new GitSession(newer, older, bad, good, commit, notes, started, skipped);
  }

  /** The command that was noted before has come. */
  public GitSession told() {
    return new GitSession(newer, older, bad, good, null, true, started, skipped);
  }

  /** A line starts the search; what was noted before it are its ends. */
  public GitSession start() {
    return new GitSession(newer, older, bad, good, null, notes || noted != null, true, skipped);
  }

  /** With the ends turned round. */
  public GitSession turned() {
    return new GitSession(
        newer, older, /* bad= */ good, /* good= */ bad, noted, notes, started, skipped);
  }

  /** A step got this word. */
  public GitSession step(GitWord word) {
    int skips = word == GitWord.SKIP ? skipped + 1 : 0;
    return new GitSession(newer, older, bad, good, noted, notes, started, skips);
  }

  /** What a word says of a commit; null when it is no verdict. */
  public @Nullable GitWord word(String term) {
    if (term.equals("skip")) {
      return GitWord.SKIP;
    }
    if (term.equals(newer == null ? "bad" : newer) || (newer == null && term.equals("new"))) {
      return GitWord.BAD;
    }
    boolean good = term.equals(older == null ? "good" : older);
    return good || (older == null && term.equals("old")) ? GitWord.GOOD : null;
  }
}
