package firstbad.bisection.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoStringsTest {

  @Test
  void stringsAreReadWithoutTheirQuotes() {
    assertThat(GoStrings.list("")).isEmpty();
    assertThat(GoStrings.list("\"a@example.org\" \"b@example.org\""))
        .containsExactly("a@example.org", "b@example.org");
    assertThat(GoStrings.list("\"\"")).containsExactly("");
  }

  @Test
  void escapesAreUndone() {
    assertThat(GoStrings.list("\"\\\"A. B\\\" <a@example.org>\" \"c\\\\d\""))
        .containsExactly("\"A. B\" <a@example.org>", "c\\d");
  }

  @Test
  void aStringThatIsCutEndsWithTheText() {
    assertThat(GoStrings.list("\"a\" \"b")).containsExactly("a", "b");
    assertThat(GoStrings.list("\"a\\")).containsExactly("a\\");
    assertThat(GoStrings.list("no quotes at all")).isEmpty();
  }
}
