package firstbad.app.publish;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.app.cli.Durations;
import firstbad.bisection.caps.Caps;
import firstbad.bisection.intake.LineDecoder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishUsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-                                | give --id ID",
        "--id a a.txt b.txt               | --id names one log",
        "--id a#b a.txt                   | is refused",
        "--label x a.txt                  | x",
        "--label =x a.txt                 | label",
        "--speed fast a.txt               | neither lines per second nor live",
        "--speed live=2 a.txt             | is not a duration",
        "--speed 0 a.txt                  | neither lines per second nor live",
        "--follow --speed 5 a.txt         | has its own speed",
        "--follow http://x.example/a      | not URLs",
        "--follow --id a -  b             | not both",
        "--bookmark m a.txt               | --bookmark goes with --follow",
        "--speed live --id a -            | takes files only",
      })
  void wrong_usage_is_a_sentence_and_exit_code_2(String arguments, String sentence) {
    Call said = Call.firstbad(("publish " + arguments).split(" +"));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains(sentence);
  }

  @Test
  void durations_are_read_as_one_types_them() {
    assertThat(new Durations().convert("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(new Durations().convert("30d")).isEqualTo(Duration.ofDays(30));
    assertThat(new Durations().convert("1.5h")).isEqualTo(Duration.ofMinutes(90));
  }

  /** The publisher cannot see the caps of the fold; they must be the same. */
  @Test
  void a_line_is_cut_where_the_fold_cuts_it() {
    assertThat(LineDecoder.LINE_BYTES).isEqualTo(Caps.LINE_BYTES);
  }
}
