package firstbad.bisection.grammar;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether a sentence says what another one says in other words, and not in damaged ones. */
final class OtherWords {
  /** A longer sentence is not looked at. */
  private static final int LONGEST = 200;

  static boolean say(String said, String known) {
    if (said.length() > LONGEST) {
      return false;
    }
    List<String> wanted = List.of(known.split(" "));
    // What follows is no part of the sentence, such as how long is too long.
    List<String> words = Stream.of(said.strip().split(" ++")).limit(wanted.size() + 1L).toList();
    List<String> missing = wanted.stream().filter(word -> !words.contains(word)).toList();
    boolean most = 5 * missing.size() <= 2 * wanted.size();
    return most
        && words.stream()
            .filter(word -> !wanted.contains(word))
            .filter(word -> word.length() > 1 && word.chars().allMatch(c -> c >= 'a' && c <= 'z'))
            .anyMatch(word -> missing.stream().noneMatch(lost -> isDamaged(lost, word)))
        && !missing.isEmpty();
  }

  /** Whether the one may be the other with a character wrong, or with a part lost or added. */
  private static boolean isDamaged(String word, String other) {
    long same =
        IntStream.range(0, Math.min(word.length(), other.length()))
            .filter(i -> word.charAt(i) == other.charAt(i))
            .count();
    return word.contains(other)
        || other.contains(word)
        || (word.length() == other.length() && same >= word.length() - 1);
  }

  private OtherWords() {}
}
