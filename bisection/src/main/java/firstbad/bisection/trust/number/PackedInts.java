package firstbad.bisection.trust.number;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A list of numbers that does not change, kept as plain ones: any codec takes it for the list it
 * is, and whoever computes with it reads it without a box around each number.
 */
public final class PackedInts extends AbstractList<Integer> implements RandomAccess {
  public static final PackedInts NONE = new PackedInts(new int[0]);

  private final int[] numbers;
  private int hash;

  private PackedInts(int[] numbers) {
    this.numbers = numbers;
  }

  /** These numbers; the array must not be changed any more. */
  public static PackedInts of(int... numbers) {
    return numbers.length == 0 ? NONE : new PackedInts(numbers);
  }

  /** The numbers of a list, which may have come out of a codec. */
  public static PackedInts of(List<Integer> numbers) {
    return numbers instanceof PackedInts packed
        ? packed
        : of(numbers.stream().mapToInt(Integer::intValue).toArray());
  }

  /** These numbers and more room after them, which is zero. */
  public int[] longerBy(int more) {
    return Arrays.copyOf(numbers, numbers.length + more);
  }

  public int at(int index) {
    return numbers[index];
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(numbers);
      hash = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PackedInts packed
        ? Arrays.equals(numbers, packed.numbers)
        : super.equals(other);
  }

  @Override
  public Integer get(int index) {
    return numbers[index];
  }

  @Override
  public int size() {
    return numbers.length;
  }
}
