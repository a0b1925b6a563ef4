package firstbad.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Pairs of a name and a number, as {@code --lines 2000000}, or several: {@code 1000,100000}. */
final class Arguments {
  private final Map<String, long[]> numbers = new HashMap<>();

  static Arguments of(String[] words) {
    Arguments arguments = new Arguments();
    for (int i = 0; i + 1 < words.length; i += 2) {
      String[] values = words[i + 1].split(",", -1);
      arguments.numbers.put(words[i], Arrays.stream(values).mapToLong(Long::parseLong).toArray());
    }
    return arguments;
  }

  long number(String name, long otherwise) {
    return numbers(name, otherwise)[0];
  }

  long[] numbers(String name, long... otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }
}
