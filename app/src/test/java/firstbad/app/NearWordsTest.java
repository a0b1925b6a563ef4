package firstbad.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearWordsTest {
  @Test
  void onlyWhatIsATypingErrorAwayWasMeant() {
    assertThat(NearWords.of("publsh", List.of("publish", "show", "crashes")))
        .containsExactly("publish");
    assertThat(NearWords.of("--levle", List.of("--level", "--label"))).contains("--level");
    assertThat(NearWords.of("cul", List.of("culprits", "up"))).containsExactly("culprits");
    assertThat(NearWords.of("shwo", List.of("show", "server"))).containsExactly("show");
    assertThat(NearWords.of("zzz", List.of("up", "demo"))).isEmpty();
  }
}
