package firstbad.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void aPipeHasNoColours() {
    assertThat(Terminal.of(Map.of("TERM", "xterm-256color"), "").colours()).isFalse();
    assertThat(Terminal.of(Map.of("TERM", "xterm-256color"), "err").colours()).isFalse();
  }

  @Test
  void aTerminalHasColoursUnlessTheyAreNotWanted() {
    assertThat(Terminal.of(Map.of("TERM", "xterm"), "out,err").colours()).isTrue();
    assertThat(Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), "out").colours()).isFalse();
    assertThat(Terminal.of(Map.of("TERM", "dumb"), "out").colours()).isFalse();
  }

  @Test
  void marksAreAsciiWhereTheLocaleIsNotUtf8() {
    assertThat(Terminal.of(Map.of("LANG", "C.UTF-8"), "out").unicode()).isTrue();
    assertThat(Terminal.of(Map.of("LANG", "en_US.utf8"), "out").unicode()).isTrue();
    assertThat(Terminal.of(Map.of("LANG", "C"), "out").unicode()).isFalse();
    assertThat(Terminal.of(Map.of("LANG", "C.UTF-8", "LC_ALL", "POSIX"), "out").unicode())
        .isFalse();
    assertThat(Terminal.of(Map.of(), "out").unicode()).isFalse();
  }

  @Test
  void theWidthIsWhatTheLauncherFound() {
    assertThat(Terminal.of(Map.of("FIRSTBAD_COLUMNS", "120"), "out").columns()).isEqualTo(120);
    assertThat(Terminal.of(Map.of("FIRSTBAD_COLUMNS", "wide"), "out").columns()).isEqualTo(80);
    assertThat(Terminal.of(Map.of("FIRSTBAD_COLUMNS", "3"), "out").columns()).isEqualTo(40);
  }

  @Test
  void aPipeIsAsWideAsThePersonSays() {
    assertThat(Terminal.of(Map.of("COLUMNS", "120"), "").columns()).isEqualTo(120);
    assertThat(Terminal.of(Map.of("COLUMNS", "120", "FIRSTBAD_COLUMNS", "90"), "out").columns())
        .isEqualTo(90);
    assertThat(Terminal.of(Map.of("COLUMNS", "wide"), "").columns()).isEqualTo(80);
  }
}
