package firstbad.bisection.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines that were taken for the reason why a revision failed, until it is known whether it did. A
 * kernel that runs was built: then they were something else, and nobody understood them.
 *
 * @param first the first of them, as many as are shown
 * @param more how many follow
 */
public record Notes(List<Archive.Piece.Line> first, int more) {
  public static final Notes NONE = new Notes(List.of(), 0);

  /** With one more line. */
  public Notes with(Archive.Piece.Line line, int most) {
    if (first.size() >= most) {
      return new Notes(first, more + 1);
    }
    List<Archive.Piece.Line> longer = new ArrayList<>(first);
    longer.add(line);
    return new Notes(List.copyOf(longer), more);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return first.isEmpty();
  }
}
