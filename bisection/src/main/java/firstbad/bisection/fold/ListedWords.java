package firstbad.bisection.fold;

import firstbad.bisection.state.Archive.Piece;
import java.util.ArrayList;
import java.util.List;

/** The entries of a long list that the archive holds. */
final class ListedWords {

  /** So many of them. */
  static List<String> of(FoldContext context, String prefix, int count) {
    if (count == 0) {
      return List.of();
    }
    List<String> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (context.archive.get(prefix + i) instanceof Piece.Word word) {
        words.add(word.text());
      }
    }
    return List.copyOf(words);
  }

  private ListedWords() {}
}
