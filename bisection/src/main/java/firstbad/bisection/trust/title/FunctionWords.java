package firstbad.bisection.trust.title;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a function's name says, without the words that half of the kernel's functions share. */
final class FunctionWords {
  private static final Set<String> STOP =
      Set.of(
          ("do sys x64 se ia32 new get put free alloc init exit release open close read write add"
                  + " del remove create destroy set lock unlock work func fn task check handle"
                  + " process page file list device dev from for to user kernel the in of a on and"
                  + " is c h s with by not use int up down queue wait run start stop data buffer"
                  + " mem event fops ops common all net fs mm ctx")
              .split(" "));

  private FunctionWords() {}

  /** The telling words of a name, each once: lower case, no numbers, no stop words. */
  static List<String> of(String name) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i < name.length() && alphanumeric(name.charAt(i))) {
        continue;
      }
      if (i > start) {
        String word = name.substring(start, i).toLowerCase(Locale.ROOT);
        if (!number(word) && !STOP.contains(word) && !words.contains(word)) {
          words.add(word);
        }
      }
      start = i + 1;
    }
    return words;
  }

  private static boolean alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean number(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
