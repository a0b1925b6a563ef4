package firstbad.bisection.intake;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.grammar.HeaderEntry;
import firstbad.bisection.grammar.RevisionEntry;
import firstbad.bisection.made.MadeLogs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The intake knows the lines with which a log opens by their shape, since it sees every line of any
 * text; the fold knows them by the grammar. They mean the same lines.
 */
class LogShapeTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  @Test
  void the_intake_and_the_grammar_know_the_same_opening_lines() {
    for (long seed = 0; seed < 400; seed++) {
      for (String line : MadeLogs.made(seed).lines()) {
        assertThat(LogShape.opening(line)).as(line).isEqualTo(opening(line));
      }
    }
  }

  @Test
  void they_agree_on_lines_that_only_look_like_it() {
    Stream.of(
            "bisecting cause commit starting from " + HASH + " again",
            "we were bisecting cause commit starting from " + HASH,
            "searching for fixing commit since " + HASH + " by hand",
            "building syzkaller on ",
            "building syzkaller on " + HASH,
            "building syzkaller on a Mac",
            "testing commit " + HASH + " gcc",
            "testing commit 0123456 gcc",
            "ensuring issue is reproducible on original commit " + HASH,
            "ensuring issue is reproducible",
            "ci starts bisection soon")
        .forEach(line -> assertThat(LogShape.opening(line)).as(line).isEqualTo(opening(line)));
  }

  private static int opening(String line) {
    Entry entry = line.isBlank() ? null : Grammar.read(line);
    List<Class<? extends Entry>> inOrder =
        List.of(HeaderEntry.Hosted.class, HeaderEntry.Searching.class, HeaderEntry.Fuzzer.class);
    if (entry instanceof HeaderEntry.Reproducing || entry instanceof RevisionEntry.Opened) {
      return 4;
    }
    return entry == null ? 0 : inOrder.indexOf(entry.getClass()) + 1;
  }
}
