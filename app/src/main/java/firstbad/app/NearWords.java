package firstbad.app;

import java.util.List;

/** Which of the words that exist a person may have meant: those a typing error away. */
final class NearWords {
  private static final int LETTERS_AN_ERROR = 3;

  /** The near ones among these, in their order. */
  static List<String> of(String typed, List<String> known) {
    int most = Math.max(1, typed.length() / LETTERS_AN_ERROR);
    return known.stream()
        .filter(
            word -> word.startsWith(typed) || distance(typed, word) <= most || swapped(typed, word))
        .toList();
  }

  /** Whether two letters beside each other stand in the wrong order. */
  private static boolean swapped(String typed, String word) {
    for (int i = 0; i + 1 < typed.length(); i++) {
      String mended =
          typed.substring(0, i) + typed.charAt(i + 1) + typed.charAt(i) + typed.substring(i + 2);
      if (mended.equals(word)) {
        return true;
      }
    }
    return false;
  }

  /** Letters to insert, leave out or exchange. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int exchanged = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }

  private NearWords() {}
}
