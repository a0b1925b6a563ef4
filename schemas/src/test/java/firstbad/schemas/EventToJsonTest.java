package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import firstbad.events.Blame;
import firstbad.events.LogLine;
import firstbad.events.TitleCount;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventToJsonTest {
  private static final LogLine LINE =
      new LogLine(
          7L,
          "run #0: \"OK\" \t\u0000 ✓",
          Instant.ofEpochMilli(1_646_000_000_123L),
          Map.of("man\u0000ager", "ci\\upstream"),
          false);

  private static final EventToJson IN_WORDS =
      new EventToJson(
          new EventToJson.Values() {
            @Override
            public void time(JsonGenerator json, Instant time) throws IOException {
              json.writeString(time.toString());
            }

            @Override
            public void number(JsonGenerator json, double number) throws IOException {
              json.writeString("about " + Math.round(number));
            }

            @Override
            public String text(String text) {
              return text.replace('\u0000', '?');
            }
          });

  @Test
  void an_event_is_one_object_with_the_names_of_its_schema() {
    assertThat(EventToJson.AS_SENT.of(LINE))
        .isEqualTo(
            """
            {"line_number":7,"text":"run #0: \\"OK\\" \\t\\u0000 ✓","observed_at":1646000000123,\
            "labels":{"man\\u0000ager":"ci\\\\upstream"},"end_of_log":false}""");
  }

  @Test
  void times_numbers_and_text_are_written_as_the_reader_wants_them() {
    assertThat(IN_WORDS.of(LINE))
        .isEqualTo(
            """
            {"line_number":7,"text":"run #0: \\"OK\\" \\t? ✓",\
            "observed_at":"2022-02-27T22:13:20.123Z","labels":{"man?ager":"ci\\\\upstream"},\
            "end_of_log":false}""");
    assertThat(IN_WORDS.of(new Blame(4, 60L, "abc", "WARNING", 3.6)))
        .isEqualTo(
            """
            {"ordinal":4,"line":60,"commit":"abc","crash_title":"WARNING","discarded_share":"about 4"}""");
  }

  @Test
  void a_number_that_is_none_breaks_no_reader() {
    assertThat(EventToJson.AS_SENT.of(new Blame(4, 60L, "abc", "WARNING", Double.NaN)))
        .endsWith("\"discarded_share\":\"NaN\"}");
  }

  @Test
  void a_title_longer_than_any_buffer_comes_whole() {
    String title = "WARNING in f ✓ ".repeat(20_000);
    assertThat(EventToJson.AS_SENT.of(new TitleCount(title, "WARNING", 1)))
        .isEqualTo("{\"title\":\"" + title + "\",\"type\":\"WARNING\",\"runs\":1}");
  }
}
