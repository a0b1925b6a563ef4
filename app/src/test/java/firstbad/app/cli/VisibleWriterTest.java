package firstbad.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a log says steers a terminal, whatever a printer forgets. */
class VisibleWriterTest {
  private static final String HOSTILE =
      "a\u001b]0;owned\u0007b\u009b31mc\u202ed\u200be\u2066f\u0000g\u007fh\ufeffi\u2028j\u001b[6nk";

  private final StringWriter shown = new StringWriter();
  private final VisibleWriter writer = new VisibleWriter(shown);
  private final PrintWriter out = new PrintWriter(writer);

  @Test
  void what_steers_is_shown() {
    out.print(HOSTILE);

    assertThat(shown)
        .hasToString(
            "a<U+001B>]0;owned<U+0007>b<U+009B>31mc<U+202E>d<U+200B>e<U+2066>f<U+0000>g<U+007F>h"
                + "<U+FEFF>i<U+2028>j<U+001B>[6nk");
  }

  @Test
  void in_json_the_text_stays_what_it_is() throws Exception {
    ObjectMapper json = new ObjectMapper();
    writer.json();

    out.print(json.writeValueAsString(HOSTILE));

    assertThat(shown.toString().chars()).allMatch(each -> each >= ' ' && each < 0x7f);
    assertThat(json.readValue(shown.toString(), String.class)).isEqualTo(HOSTILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[31mred\u001b[0m",
        "\u001b[1;33mboth",
        "\r\u001b[Kline",
        "\u001b[12A\u001b[J",
        "\u001b[?25l\u001b[?25h",
        "name \u00e9 \u65e5 \ud83d\ude00\n\tnext"
      })
  void what_this_program_draws_with_passes(String drawn) {
    for (int i = 0; i < drawn.length(); i++) {
      out.print(drawn.charAt(i));
    }

    assertThat(shown).hasToString(drawn);
  }

  @Test
  void a_sequence_that_breaks_off_is_shown_at_the_end() {
    out.print("a\u001b[3");
    out.flush();

    assertThat(shown).hasToString("a<U+001B>[3");
  }

  @Test
  void an_escape_within_a_sequence_begins_another() {
    out.print("\u001b[3\u001b[31mred");

    assertThat(shown).hasToString("<U+001B>[3\u001b[31mred");
  }
}
