package firstbad.bisection.intake;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.grammar.Grammar;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each line of a text may be looked at so, and a hostile one must cost no more than its length. */
class PrefixSearchTest {
  private static final String KIND = "bisecting cause commit starting from x";

  /** At no place does a line of a log have more pieces to look for. */
  private static final int PIECES = 11;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<1>1:1:1:a:1:b: 27",
        ">1: 1: a b: c d: bisecting 73",
        "1:1:1:a:1:a:b: bisecting 1",
        "2024/08/01 12:00:00 > a: INFO: milk",
        "<6>[   12.345678] usb 1-1: new device"
      })
  void nothing_is_looked_for_where_no_line_of_a_log_follows(String line) {
    for (String hostile : List.of(line, line.repeat(20))) {
      for (boolean certain : List.of(true, false)) {
        PrefixSearch search = PrefixSearch.in(hostile, PrefixSearchTest::isUnderstood, certain);
        assertThat(search.looks()).isZero();
        assertThat(search.pieces()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ">",
        "> ",
        "a: ",
        "12:",
        "[x] ",
        "INFO: ",
        "2024/08/01 12:00:00 ",
        "a b: ",
        "<1>1: 1: 1: 1: a b: c d: > > > > ",
        "<1>1:1:1:a:1:b: ",
        "a@b:$ [c] ",
        KIND + " ",
        "x starts bisection 2023-07-14 12:36:52 +0000 UTC "
      })
  void each_piece_is_looked_for_once_at_each_place(String piece) {
    for (int times : List.of(1, 5, 10, 600)) {
      for (boolean certain : List.of(true, false)) {
        String line = piece.repeat(times) + KIND;
        List<String> tested = new ArrayList<>();
        PrefixSearch search =
            PrefixSearch.in(
                line,
                rest -> {
                  tested.add(rest);
                  return rest.equals(KIND);
                },
                certain);
        assertThat(search.looks()).isLessThanOrEqualTo(PIECES * Math.min(line.length(), 250));
        assertThat(tested).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(250);
      }
    }
  }

  @Test
  void a_long_line_has_nothing_in_front() {
    assertThat(LinePrefix.before("> ".repeat(2000) + KIND, rest -> rest.equals(KIND))).isEmpty();
  }

  private static boolean isUnderstood(String line) {
    return Grammar.read(line) != null;
  }
}
