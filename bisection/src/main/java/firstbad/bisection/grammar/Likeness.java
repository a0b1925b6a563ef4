package firstbad.bisection.grammar;

/** How far a text is from a sentence that is known. */
final class Likeness {

  /**
   * Whether a text begins like a sentence, but for so many characters at most that are wrong, lost
   * or too much.
   */
  static boolean begins(String text, String sentence, int wrong) {
    String beginning = text.substring(0, Math.min(text.length(), sentence.length() + wrong));
    int[] row = new int[beginning.length() + 1];
    for (int i = 0; i < row.length; i++) {
      row[i] = i;
    }
    for (int at = 0; at < sentence.length(); at++) {
      int diagonal = row[0]++;
      for (int i = 1; i < row.length; i++) {
        int replaced = diagonal + (beginning.charAt(i - 1) == sentence.charAt(at) ? 0 : 1);
        diagonal = row[i];
        row[i] = Math.min(replaced, 1 + Math.min(row[i - 1], row[i]));
      }
    }
    int least = row[0];
    for (int each : row) {
      least = Math.min(least, each);
    }
    return least <= wrong;
  }

  private Likeness() {}
}
