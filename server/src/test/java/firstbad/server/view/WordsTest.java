package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void aNameWithUnderscoresIsAWordAndSoIsEachOfItsParts() {
    assertThat(Words.of(List.of("KASAN: use-after-free Read in hidraw_release")))
        .isEqualTo("kasan use after free read in hidraw_release hidraw release");
  }

  @Test
  void aQuestionHoldsNothingThatASearchWouldTakeForItsOwnLanguage() {
    assertThat(Words.asked("\"x' OR NEAR(a*) & !b:* | \\ (c) --"))
        .containsExactly("x", "or", "near", "a", "b", "c");
    assertThat(Words.asked(" '\"*& ")).isEmpty();
  }

  @Test
  void wordsAreBoundedInLengthAndNumber() {
    assertThat(Words.asked("w ".repeat(100))).hasSize(8);
    assertThat(Words.of(List.of("x".repeat(1000)))).hasSize(64);
    String many = Words.of(List.of("a1 a2 a3 ".repeat(3), longText()));
    assertThat(many.split(" ")).hasSize(400);
  }

  private static String longText() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append("word").append(i).append(' ');
    }
    return text.toString();
  }
}
