package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchWordsTest {

  @Test
  void aNameWithUnderscoresIsAWordAndSoIsEachOfItsParts() {
    assertThat(SearchWords.of(List.of("KASAN: use-after-free Read in hidraw_release")))
        .isEqualTo("kasan use after free read in hidraw_release hidraw release");
  }

  @Test
  void aQuestionHoldsNothingThatASearchWouldTakeForItsOwnLanguage() {
    assertThat(SearchWords.asked("\"x' OR NEAR(a*) & !b:* | \\ (c) --"))
        .containsExactly("x", "or", "near", "a", "b", "c");
    assertThat(SearchWords.asked(" '\"*& ")).isEmpty();
  }

  @Test
  void wordsAreBoundedInLengthAndNumber() {
    assertThat(SearchWords.asked("w ".repeat(100))).hasSize(8);
    assertThat(SearchWords.of(List.of("x".repeat(1000)))).hasSize(64);
    String many = SearchWords.of(List.of("a1 a2 a3 ".repeat(3), longText()));
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
