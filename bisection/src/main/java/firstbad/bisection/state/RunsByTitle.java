package firstbad.bisection.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Runs by title number, in the order in which the titles were first seen. Two lists of small
 * numbers, since a hostile log brings every title that is allowed into one revision.
 */
public record RunsByTitle(List<Integer> titles, List<Integer> runs) {

  public static final RunsByTitle NONE = new RunsByTitle(List.of(), List.of());

  public int size() {
    return titles.size();
  }

  /** Runs with this title; 0 for a title that was not seen. */
  public int of(int title) {
    for (int i = 0; i < titles.size(); i++) {
      if (titles.get(i) == title) {
        return runs.get(i);
      }
    }
    return 0;
  }

  public RunsByTitle plus(int title, int count) {
    int at = titles.indexOf(title);
    return at < 0
        ? new RunsByTitle(with(titles, titles.size(), title), with(runs, runs.size(), count))
        : new RunsByTitle(titles, with(runs, at, runs.get(at) + count));
  }

  /** The same titles with other numbers of runs; titles left with none disappear. */
  RunsByTitle map(IntBinaryOperator runsByTitle) {
    List<Integer> leftTitles = new ArrayList<>();
    List<Integer> leftRuns = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      int left = runsByTitle.applyAsInt(titles.get(i), runs.get(i));
      if (left > 0) {
        leftTitles.add(titles.get(i));
        leftRuns.add(left);
      }
    }
    return new RunsByTitle(List.copyOf(leftTitles), List.copyOf(leftRuns));
  }

  /** A copy with this number at this place, which may be the one after the last. */
  private static List<Integer> with(List<Integer> list, int at, int number) {
    if (at == 0 && list.size() <= 1) {
      return List.of(number);
    }
    Integer[] numbers = list.toArray(new Integer[Math.max(list.size(), at + 1)]);
    numbers[at] = number;
    return List.of(numbers);
  }
}
