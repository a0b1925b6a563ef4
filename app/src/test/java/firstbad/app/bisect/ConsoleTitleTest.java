package firstbad.app.bisect;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTitleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "[   12.3][ T501] BUG: KASAN: slab-use-after-free in foo_release+0x1a/0x30 [foo]"
            + " ~ KASAN: slab-use-after-free in foo_release",
        "[   12.3] WARNING: CPU: 1 PID: 5071 at net/core/dev.c:10 free_netdev+0x3ab/0x5d0"
            + " ~ WARNING in free_netdev",
        "BUG: unable to handle page fault for address: ffff ~ BUG: unable to handle page fault for"
            + " address: ffff",
        "INFO: task hung in foo ~ INFO: task hung in foo"
      })
  void the_first_crash_on_a_console_is_the_title(String line, String title) {
    assertThat(titleOf("make: done", line, "WARNING in another")).isEqualTo(title);
  }

  @Test
  void kasan_says_what_kind_of_access_it_was_in_a_line_of_its_own() {
    assertThat(
            titleOf(
                "BUG: KASAN: use-after-free in foo+0x1/0x2", "Write of size 8 at addr ffff by x"))
        .isEqualTo("KASAN: use-after-free Write in foo");
  }

  @Test
  void what_is_no_crash_has_no_title_and_what_is_hostile_is_bounded() {
    assertThat(titleOf("WARNING: modpost: missing", "all good", "")).isNull();
    String title = titleOf("BUG: unable to handle \u001b[31m" + "x".repeat(10_000));
    assertThat(title).hasSizeLessThanOrEqualTo(200).doesNotContain("\u001b");
  }

  private static @Nullable String titleOf(String... lines) {
    ConsoleTitle console = new ConsoleTitle();
    for (String line : lines) {
      console.line(line);
    }
    return console.title();
  }
}
