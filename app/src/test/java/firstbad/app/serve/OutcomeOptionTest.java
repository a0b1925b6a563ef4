package firstbad.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import firstbad.events.Outcome;
import firstbad.story.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class OutcomeOptionTest {

  static Stream<String> whatAListSays() {
    return Arrays.stream(Outcome.values())
        .filter(each -> each != Outcome.UNKNOWN)
        .flatMap(each -> Stream.of(Words.of(each, false), Words.of(each, true)))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("whatAListSays")
  void every_word_of_the_list_can_be_asked_for(String words) {
    assertThat(asked(words.replace(' ', '-'))).isNotEmpty();
  }

  @Test
  void what_only_a_search_for_a_fix_is_called_leaves_out_other_searches() {
    assertThat(asked("fix-found", "still-happens-on-head"))
        .containsExactly(
            entry("outcome", "CULPRIT_FOUND"),
            entry("outcome", "STILL_HAPPENS"),
            entry("kind", "FIX"));
  }

  @Test
  void what_every_search_is_called_includes_those_for_a_fix() {
    assertThat(asked("fix-found", "culprit-found", "Running"))
        .containsExactly(entry("outcome", "CULPRIT_FOUND"), entry("outcome", "RUNNING"));
    assertThat(asked("NO_RANGE_END", "ended"))
        .containsExactly(entry("outcome", "NO_RANGE_END"), entry("outcome", "ENDED"));
  }

  @Test
  void a_word_of_an_earlier_release_is_understood() {
    assertThat(asked("happens-on-the-oldest-release-too"))
        .containsExactly(entry("outcome", "STILL_HAPPENS"));
  }

  @Test
  void what_no_one_query_asks_for_is_refused() {
    assertThatThrownBy(() -> asked("fix-found", "failed"))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "--outcome fix-found is said only of searches for a fix, failed of any;"
                + " ask for one after the other.");
  }

  private static List<Map.Entry<String, String>> asked(String... words) {
    Asking asking = new Asking();
    CommandLine line = new CommandLine(asking);
    line.parseArgs(Arrays.stream(words).map(word -> "--outcome=" + word).toArray(String[]::new));
    return asking.outcome.parameters(line);
  }

  @Command(name = "asking")
  private static final class Asking {
    @Mixin private OutcomeOption outcome = new OutcomeOption();
  }
}
