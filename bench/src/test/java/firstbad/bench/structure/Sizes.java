package firstbad.bench.structure;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How large many things are, in lines.
 *
 * @param sorted smallest first; at least one
 */
record Sizes(List<Integer> sorted) {

  static <T> Sizes of(List<T> things, ToIntFunction<T> lines) {
    return new Sizes(things.stream().map(lines::applyAsInt).sorted().toList());
  }

  int count() {
    return sorted.size();
  }

  int sum() {
    return sorted.stream().mapToInt(Integer::intValue).sum();
  }

  /** The smallest size that this percentage of them does not exceed. */
  int percentile(int percent) {
    return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
  }

  int max() {
    return sorted.get(sorted.size() - 1);
  }
}
