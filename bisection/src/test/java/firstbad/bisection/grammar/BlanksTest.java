package firstbad.bisection.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlanksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\f",
        "\u0000",
        "\u200b",
        "\u2028",
        "\ufeff",
        "\u001a",
        " \f \r",
        "\u00a0\u200b\t"
      })
  void whatCannotBeSeenAtTheEndOfALineIsNoPartOfIt(String end) {
    assertThat(Blanks.read("all runs: OK" + end)).isEqualTo("all runs: OK");
    assertThat(Blanks.read(end + "x" + end)).endsWith("x");
    assertThat(Blanks.read(end)).isBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00a0", "\u1680", "\u2003", "\u2009", "\u205f", "\u3000"})
  void allBlanksOfUnicodeAreBlanks(String blank) {
    assertThat(Blanks.plain("all" + blank + "runs: OK")).isEqualTo("all runs: OK");
    assertThat(Grammar.read("run" + blank + "#0:" + blank + "OK"))
        .isEqualTo(Grammar.read("run #0: OK"));
  }

  @Test
  void blanksAtTheEndStayAsTheyAre() {
    assertThat(Blanks.read("text \t")).isEqualTo("text \t");
    assertThat(Blanks.read("a\fb")).isEqualTo("a\fb");
  }
}
