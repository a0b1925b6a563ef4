package firstbad.bisection;

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
  sealed interface Piece permits Piece.Report {

    /** A stretch of the final report. */
    record Report(String text) implements Piece {}
  }
}
