package firstbad.bisection.state;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Lines of text that only grow, without a copy of all for each new one: a list and the longer one
 * made from it share their lines. What one list shows never changes; any codec takes it for the
 * list it is. Lists that share lines belong to one thread.
 */
final class GrowingLines extends AbstractList<String> implements RandomAccess {
  static final GrowingLines NONE = new GrowingLines(new String[0], 0);

  private final String[] lines;
  private final int size;

  private GrowingLines(String[] lines, int size) {
    this.lines = lines;
    this.size = size;
  }

  /** These lines, which may have come out of a codec. */
  static GrowingLines of(List<String> lines) {
    return lines instanceof GrowingLines known
        ? known
        : new GrowingLines(lines.toArray(String[]::new), lines.size());
  }

  /** These lines and one more. */
  GrowingLines with(String line) {
    boolean free = size < lines.length && lines[size] == null;
    String[] longer = free ? lines : Arrays.copyOf(lines, size + 1 + Math.max(8, size));
    if (!free) {
      Arrays.fill(longer, size, longer.length, null);
    }
    longer[size] = line;
    return new GrowingLines(longer, size + 1);
  }

  @Override
  public String get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return lines[index];
  }

  @Override
  public int size() {
    return size;
  }
}
