package firstbad.bench;

import java.util.HashMap;
import java.util.Map;

/** Pairs of a name and a number, as {@code --lines 2000000}. */
final class Arguments {
  private final Map<String, Long> numbers = new HashMap<>();

  static Arguments of(String[] words) {
    Arguments arguments = new Arguments();
    for (int i = 0; i + 1 < words.length; i += 2) {
      arguments.numbers.put(words[i], Long.parseLong(words[i + 1]));
    }
    return arguments;
  }

  long number(String name, long otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }
}
