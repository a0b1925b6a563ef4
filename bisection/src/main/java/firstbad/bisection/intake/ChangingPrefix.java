package firstbad.bisection.intake;

import java.util.function.Predicate;

/**
 * Words in front of a log's lines that change from line to line, as of programs that write by
 * turns: most of it would be taken for another's.
 */
final class ChangingPrefix {

  /**
   * Refuses such a log.
   *
   * @param before what stands in front of the line before
   * @param last that line
   * @param number of that line, from 1
   * @throws NoBisectionLog when something else stands in front of the next one
   */
  static void refuse(LinePrefix before, String last, String line, int number) {
    int opening = LogShape.opening(String.valueOf(before.off(last)));
    Predicate<String> next = rest -> LogShape.follows(opening, LogShape.opening(rest));
    boolean another =
        before.guessed()
            ? !LogShape.places(line, Math.min(line.length() - 1, PrefixShape.MOST), next).isEmpty()
            : LinePrefix.before(line, next).filter(before::resembles).isPresent();
    if (another) {
      throw NoBisectionLog.changing(number);
    }
  }

  private ChangingPrefix() {}
}
