package firstbad.server.view;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Words as they are searched: lower case, of letters, digits and underscores. A name with
 * underscores is a word, and so is each of its parts: {@code hidraw_release} is found by {@code
 * hidraw_rel} and by {@code release}. Both databases are given the same words and split nothing
 * themselves.
 */
public final class SearchWords {
  private static final int LONGEST = 64;
  private static final int MOST_KEPT = 400;
  private static final int MOST_ASKED = 8;

  private SearchWords() {}

  /** All words of these texts, each once, separated by spaces. */
  static String of(List<String> texts) {
    Set<String> words = new LinkedHashSet<>();
    for (String text : texts) {
      for (String word : split(text)) {
        add(words, word);
        if (word.indexOf('_') >= 0) {
          for (String part : word.split("_+", -1)) {
            add(words, part);
          }
        }
      }
    }
    return String.join(" ", words);
  }

  /** The words of a question: at most eight; empty when it has none. */
  public static List<String> asked(String question) {
    List<String> words = split(question);
    return words.size() <= MOST_ASKED ? words : words.subList(0, MOST_ASKED);
  }

  private static void add(Set<String> words, String word) {
    if (!word.isEmpty() && words.size() < MOST_KEPT) {
      words.add(word);
    }
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(
            point -> {
              if (Character.isLetterOrDigit(point) || point == '_') {
                if (word.length() < LONGEST) {
                  word.appendCodePoint(point);
                }
              } else {
                end(words, word);
              }
            });
    end(words, word);
    return words;
  }

  private static void end(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
