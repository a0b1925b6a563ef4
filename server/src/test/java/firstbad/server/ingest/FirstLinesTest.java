package firstbad.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which text is another log, as far as its first lines say. */
class FirstLinesTest {
  private static final List<String> KNOWN =
      List.of("bisecting cause commit starting from 1", "building syzkaller on 2", "testing co");

  @Test
  void the_same_log_is_no_other_one_and_neither_is_a_copy_that_was_cut() {
    assertThat(conflict(KNOWN)).isEmpty();
    assertThat(conflict(List.of(KNOWN.get(0), "building syzk"))).isEmpty();
    assertThat(conflict(List.of(KNOWN.get(0), KNOWN.get(1), "testing commit 3"))).isEmpty();
  }

  @Test
  void another_line_is_named_also_where_it_is_the_beginning_of_the_known_one() {
    assertThat(conflict("bisecting fixing commit since 1")).startsWith("Line 1 is another than ");
    assertThat(conflict(KNOWN.get(0), "building syzk", "testing commit 3"))
        .startsWith("Line 2 is another than ");
  }

  private static String conflict(String... lines) {
    return conflict(List.of(lines));
  }

  private static String conflict(List<String> lines) {
    FirstLines known = new FirstLines(id -> KNOWN);
    for (int at = 0; at < lines.size(); at++) {
      known.line("id", at + 1, lines.get(at));
    }
    return known.conflict().orElse("");
  }
}
