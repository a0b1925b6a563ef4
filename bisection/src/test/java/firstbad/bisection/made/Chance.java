package firstbad.bisection.made;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Chance with a seed, in the words the simulation uses. */
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /** True with this probability. */
  boolean of(double probability) {
    return random.nextDouble() < probability;
  }

  /** 0 to bound - 1. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  long below(long bound) {
    return random.nextLong(bound);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T> T any(T... choices) {
    return choices[below(choices.length)];
  }

  <T> T any(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  String hex(int digits) {
    StringBuilder hex = new StringBuilder(digits + 16);
    while (hex.length() < digits) {
      hex.append(HexFormat.of().toHexDigits(random.nextLong()));
    }
    hex.setLength(digits);
    return hex.toString();
  }

  /** The same list in another order. */
  <T> List<T> shuffled(List<T> list) {
    List<T> shuffled = new ArrayList<>(list);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, below(i + 1));
    }
    return shuffled;
  }
}
