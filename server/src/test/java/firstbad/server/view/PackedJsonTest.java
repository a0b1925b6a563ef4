package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;

class PackedJsonTest {
  private static final String REVISION =
      """
      {"bisection_id":"ci/a","ordinal":3,"version":2,"open":false,"tested":true,\
      "commit":"0123456789abcdef0123456789abcdef01234567","title":"mm: grüße","role":"STEP",\
      "release":null,"configuration":null,"compiler":null,"kernel_signature":null,\
      "revisions_left":10,"steps_left":3,"first_line":10,"last_line":20,"runs":{"total":10,"ok":10,\
      "crashed":0,"boot_failed":0,"test_failed":0,"infra":0,"ignored":0,"estimated":false},\
      "crashes":[],"representative":null,"printed_types":[],"messages":[],"other_message_runs":0,\
      "verdict":"GOOD","verdict_source":"LOGGED","derived_verdict":"GOOD"}""";

  @Test
  void an_event_is_kept_in_a_third_of_its_length_and_read_as_it_was() {
    byte[] packed = PackedJson.packed(REVISION);
    assertThat(packed.length).isLessThan(REVISION.length() / 3);
    assertThat(PackedJson.unpacked(packed)).isEqualTo(REVISION);
  }

  @Test
  void an_event_of_any_size_is_read_as_it_was() {
    String large = "{\"report\":\"" + "line of a report\\n".repeat(10_000) + "\"}";
    assertThat(PackedJson.unpacked(PackedJson.packed(large))).isEqualTo(large);
    assertThat(PackedJson.unpacked(PackedJson.packed("{}"))).isEqualTo("{}");
  }

  @Test
  void what_an_earlier_build_kept_as_text_is_still_read() {
    assertThat(PackedJson.unpacked(REVISION.getBytes(StandardCharsets.UTF_8))).isEqualTo(REVISION);
  }

  @Test
  void bytes_that_nobody_packed_are_refused() {
    byte[] packed = PackedJson.packed(REVISION);
    byte[] half = Arrays.copyOf(packed, packed.length / 2);
    assertThatThrownBy(() -> PackedJson.unpacked(half)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> PackedJson.unpacked(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> PackedJson.unpacked(new byte[0]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_words_are_those_with_which_views_were_packed() throws IOException {
    try (InputStream words = PackedJson.class.getResourceAsStream("packed-words.txt")) {
      Adler32 checksum = new Adler32();
      checksum.update(Objects.requireNonNull(words).readAllBytes());
      assertThat(checksum.getValue())
          .as("Events that were packed with the words as they were could not be read any more.")
          .isEqualTo(2774228856L);
    }
  }
}
