package firstbad.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.AlertKind;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.schemas.CulpritStanding;
import firstbad.server.page.Page;
import firstbad.story.RunningTrust;
import firstbad.story.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The symbols that the description of the API and the page name are those of the events. */
class SymbolsTest {

  static List<String> enums() throws IOException {
    return Description.read().enums();
  }

  @ParameterizedTest
  @MethodSource("enums")
  void an_enum_has_the_symbols_of_the_events(String name) throws Exception {
    Object[] symbols = Class.forName("firstbad.events." + name).getEnumConstants();

    assertThat(Description.read().symbols(name))
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(symbols).map(Object::toString).toList());
  }

  @Test
  void the_page_has_the_words_of_the_terminal() throws Exception {
    Map<String, String> alerts = table("ALERTS");
    assertThat(alerts).hasSize(AlertKind.values().length - 1).doesNotContainKey("UNKNOWN");
    alerts.forEach((kind, word) -> assertThat(word).isEqualTo(Words.of(AlertKind.valueOf(kind))));
    Map<String, String> endings = table("ENDINGS");
    assertThat(endings).hasSize(Outcome.values().length);
    endings.forEach(
        (outcome, word) -> assertThat(word).isEqualTo(Words.of(Outcome.valueOf(outcome), false)));
    Map<String, String> fixes = table("FIX_ENDINGS");
    assertThat(fixes).isNotEmpty();
    fixes.forEach(
        (outcome, word) -> assertThat(word).isEqualTo(Words.of(Outcome.valueOf(outcome), true)));
    Map<String, String> standings = table("STANDINGS");
    assertThat(standings).hasSize(CulpritStanding.values().length);
    standings.forEach(
        (standing, word) ->
            assertThat(word).isEqualTo(Words.of(CulpritStanding.valueOf(standing))));
  }

  @Test
  void the_page_judges_a_running_search_as_the_terminal_does() throws Exception {
    Map<String, String> soFar = table("SO_FAR");
    assertThat(soFar).containsOnlyKeys("HIGH", "MIDDLE", "LOW");
    soFar.forEach(
        (level, word) ->
            assertThat(word)
                .isEqualTo(RunningTrust.words(Level.valueOf(level), true, RunningTrust.FEW_STEPS)));
    assertThat(words()).contains("const FEW_STEPS = " + RunningTrust.FEW_STEPS + ";");
  }

  /** A table of the page's words, by symbol. */
  private static Map<String, String> table(String name) throws IOException {
    String table = words().replaceAll("(?s).*\\bconst " + name + " = \\{(.*?)\\n};.*", "$1");
    return Pattern.compile("(?m)^  ([A-Z_]+): \"([^\"]*)\",$")
        .matcher(table)
        .results()
        .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
  }

  private static String words() throws IOException {
    try (InputStream in = Page.class.getResourceAsStream("assets/words.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
