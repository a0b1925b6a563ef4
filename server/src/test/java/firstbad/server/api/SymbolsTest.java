package firstbad.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.AlertKind;
import firstbad.server.page.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
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
  void the_page_has_words_for_each_kind_of_alert() throws Exception {
    String words;
    try (InputStream in = Page.class.getResourceAsStream("assets/words.js")) {
      words = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    String table = words.replaceAll("(?s).*\\bconst ALERTS = \\{(.*?)\\n};.*", "$1");

    assertThat(Pattern.compile("(?m)^  ([A-Z_]+):").matcher(table).results())
        .extracting(symbol -> AlertKind.valueOf(symbol.group(1)))
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(AlertKind.UNKNOWN)));
  }
}
