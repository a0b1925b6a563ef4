package firstbad.bisection.state;

import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bisection has finished with and may need once more: its closed revisions by commit, the
 * pieces of its report. Kept apart so that the open state stays small, each piece written once.
 *
 * <p>The caller keeps one archive for each bisection and commits it together with the state.
 */
public interface Archive {

  /** The piece under this key, or null. */
  @Nullable Piece get(String key);

  /** Keeps a piece; a piece under the same key is replaced. */
  void put(String key, Piece piece);

  /** A piece: a tree of records, enums, strings, numbers and lists, nothing else. */
  sealed interface Piece
      permits Piece.Chunk,
          Piece.Line,
          Piece.Word,
          Piece.WordList,
          Piece.Labels,
          Piece.SeenCrashes,
          Piece.TestedRevision,
          Piece.Title {

    /**
     * A crash title.
     *
     * @param kin number of the first title that has the same type
     */
    record Title(int number, String text, String type, int kin) implements Piece {}

    /** A line of the log, cut short. */
    record Line(long number, String text) implements Piece {}

    /** A stretch of a long text: the final report, an error. */
    record Chunk(String text) implements Piece {}

    /** One entry of a long list: a candidate, a changed file. */
    record Word(String text) implements Piece {}

    /** A list that came in one line. */
    record WordList(List<String> texts) implements Piece {}

    /** What the publisher said about the log, in the order in which it was said. */
    record Labels(List<Label> labels) implements Piece {}

    /** One label. */
    record Label(String key, String value) {}

    /**
     * What was met at a commit, or under a kernel signature.
     *
     * @param titles numbers of the titles that crashed
     * @param types numbers of the first titles of the types that crashed
     * @param ordinal the newest revision
     */
    record SeenCrashes(TitleSet titles, TitleSet types, int ordinal) implements Piece {}

    /**
     * A closed revision, as far as the evidence for a culprit needs it, and the sums over all
     * bisections, should this one be forgotten.
     *
     * @param counted what its test and its runs added to the sums of its commit
     */
    record TestedRevision(
        int ordinal, String commit, Verdict verdict, Counted counted, RunsByTitle crashes)
        implements Piece {

      /** Runs that were OK or crashed. */
      public int conclusive() {
        return counted.runs().ok() + counted.runs().crashed();
      }

      /** Whether it had runs. */
      public boolean hasRuns() {
        return conclusive() + counted.runs().inconclusive() > 0;
      }
    }

    /** Summands of a commit. */
    record Counted(CrashDelta.Tests tests, CrashDelta.RunDelta runs) {}
  }
}
