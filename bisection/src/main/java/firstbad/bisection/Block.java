package firstbad.bisection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The revision that is open (log-format.md section 5).
 *
 * @param runs what was read of its runs
 * @param remarks what the log says about it besides
 */
public record Block(Opening opening, Build build, Runs runs, Remarks remarks) {

  private static final int COMPILER_BYTES = 160;
  private static final int SIGNATURE_BYTES = 128;

  /**
   * What is known when it opens.
   *
   * @param words the tag of a release, or what is changed in the configuration; else null
   * @param met what earlier revisions of this bisection met at the commit; null when there is none
   */
  public record Opening(
      int ordinal,
      String commit,
      @Nullable String title,
      Role role,
      @Nullable String words,
      Search.@Nullable Left left,
      long line,
      long at,
      Archive.Piece.@Nullable Met met) {}

  /**
   * What is known of its kernel.
   *
   * @param failed whether it was not built or not tested; the text is in the open scroll
   */
  public record Build(@Nullable String compiler, @Nullable String signature, boolean failed) {

    static final Build NONE = new Build(null, null, false);

    Build by(String text) {
      return new Build(Utf8.cut(text, COMPILER_BYTES), signature, failed);
    }

    Build signed(String token) {
      return new Build(compiler, Utf8.cut(token, SIGNATURE_BYTES), failed);
    }
  }

  /**
   * What the log says about it besides.
   *
   * @param types the crash types that the log prints
   * @param undecided whether it says that there is no verdict
   */
  public record Remarks(
      @Nullable String representative,
      List<String> types,
      @Nullable Double falseNegative,
      boolean undecided) {

    static final Remarks NONE = new Remarks(null, List.of(), null, false);

    Remarks representative(String title, List<String> printed) {
      return new Remarks(title, printed, falseNegative, undecided);
    }

    Remarks good(double chance) {
      return new Remarks(representative, types, chance, undecided);
    }

    Remarks skipped() {
      return new Remarks(representative, types, falseNegative, true);
    }
  }

  static Block open(Opening opening) {
    return new Block(opening, Build.NONE, Runs.NONE, Remarks.NONE);
  }

  Block with(Build now) {
    return new Block(opening, now, runs, remarks);
  }

  Block with(Runs now) {
    return new Block(opening, build, now, remarks);
  }

  Block with(Remarks now) {
    return new Block(opening, build, runs, now);
  }

  Block failed() {
    return build.failed ? this : with(new Build(build.compiler, build.signature, true));
  }

  /** The commit and its role are what the log announced, and nothing is known beyond. */
  boolean hasRuns() {
    return runs.total() > 0;
  }

  boolean is(Role role) {
    return opening.role == role;
  }
}
