package firstbad.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines as a kernel list takes them. */
class PlainTextTest {
  @Test
  void a_long_title_in_a_list_is_wrapped_under_itself_and_a_command_goes_on_behind_a_backslash() {
    PlainText text = new PlainText();
    text.member(
        "c172e0a3e8e6 (\"sched/membarrier: Return an error to userspace where there is no"
            + " memory\")");
    text.bullet("Read the candidates.");
    text.command("git log --no-walk --oneline " + "c172e0a3e8e6 ".repeat(6) + "end");
    assertThat(text.toString().lines())
        .containsExactly(
            "  c172e0a3e8e6 (\"sched/membarrier: Return an error to userspace where",
            "    there is no memory\")",
            "  - Read the candidates.",
            "    git log --no-walk --oneline c172e0a3e8e6 c172e0a3e8e6 c172e0a3e8e6 \\",
            "        c172e0a3e8e6 c172e0a3e8e6 c172e0a3e8e6 end");
  }

  @Test
  void reasons_name_the_result_that_they_speak_of() {
    PlainText text = new PlainText();
    text.reasons("this fix", List.of("one"), List.of("another"));
    assertThat(text.toString())
        .isEqualTo("Against this fix:\n  - one\n\nFor this fix:\n  + another\n");
  }
}
