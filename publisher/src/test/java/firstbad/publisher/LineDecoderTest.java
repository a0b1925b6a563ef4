package firstbad.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineDecoderTest {
  private static final int CAP = LineDecoder.LINE_BYTES;

  @Test
  void a_line_ends_at_a_line_feed_and_nowhere_else() {
    assertThat(texts("a\nb\r\nc\u0000\u2028\u0085\u000bd\re\n\nf"))
        .containsExactly("a", "b\r", "c\u0000\u2028\u0085\u000bd\re", "", "f");
  }

  @Test
  void a_last_line_without_line_feed_counts_only_when_the_log_has_ended() {
    LineDecoder decoder = new LineDecoder();
    List<DecodedLine> lines = new ArrayList<>();
    feed(decoder, "one\ntwo", lines);
    assertThat(lines).extracting(DecodedLine::text).containsExactly("one");
    assertThat(decoder.unfinishedBytes()).isEqualTo(3);
    decoder.end(lines::add);
    assertThat(lines).extracting(DecodedLine::text).containsExactly("one", "two");
    assertThat(decoder.unfinishedBytes()).isZero();
  }

  @Test
  void nothing_has_no_lines_and_a_line_feed_ends_one() {
    assertThat(texts("")).isEmpty();
    assertThat(texts("\n")).containsExactly("");
    assertThat(texts("a\n")).containsExactly("a");
  }

  @Test
  void bytes_that_are_not_utf8_are_replaced_and_counted() {
    List<DecodedLine> lines = decode(bytes('a', 0xFF, 'b', 0xC3, '\n', 0xE2, 0x82, '\n', 'o', 'k'));
    assertThat(lines)
        .containsExactly(
            new DecodedLine("a\uFFFDb\uFFFD", 0, 2),
            new DecodedLine("\uFFFD", 0, 1),
            new DecodedLine("ok", 0, 0));
  }

  @Test
  void a_replacement_character_that_the_log_holds_itself_is_not_counted() {
    assertThat(decode("a\uFFFDb\n".getBytes(StandardCharsets.UTF_8)))
        .containsExactly(new DecodedLine("a\uFFFDb", 0, 0));
  }

  @Test
  void a_line_over_the_cap_is_cut_between_characters_and_the_next_is_whole() {
    String prefix = "x".repeat(CAP - 1);
    List<DecodedLine> lines =
        decode((prefix + "é" + "tail\nnext\n").getBytes(StandardCharsets.UTF_8));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).text()).isEqualTo(prefix);
    assertThat(lines.get(0).cut()).isEqualTo(6);
    assertThat(lines.get(0).replaced()).isZero();
    assertThat(lines.get(1)).isEqualTo(new DecodedLine("next", 0, 0));
  }

  @Test
  void a_line_of_exactly_the_cap_is_whole() {
    String full = "y".repeat(CAP - 2) + "é";
    assertThat(decode((full + "\n" + full).getBytes(StandardCharsets.UTF_8)))
        .containsExactly(new DecodedLine(full, 0, 0), new DecodedLine(full, 0, 0));
  }

  @Test
  void replacements_never_make_a_line_longer_than_the_cap() {
    byte[] bytes = new byte[CAP];
    java.util.Arrays.fill(bytes, (byte) 0xFF);
    DecodedLine line = decode(bytes).get(0);
    assertThat(line.text().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(CAP);
    assertThat(line.text()).hasSize(CAP / 3).matches("\uFFFD+");
    assertThat(line.cut()).isPositive();
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_line() {
    assertThat(texts("\uFEFFbisecting\n\uFEFFx")).containsExactly("bisecting", "\uFEFFx");
  }

  @Test
  void pieces_may_be_cut_anywhere() {
    Random random = new Random(20260203);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length; at++) {
        if (random.nextInt(8) == 0) {
          bytes[at] = '\n';
        }
      }
      List<DecodedLine> pieces = new ArrayList<>();
      LineDecoder decoder = new LineDecoder();
      for (int from = 0; from < bytes.length; ) {
        int length = Math.min(bytes.length - from, random.nextInt(9));
        decoder.feed(bytes, from, length, pieces::add);
        from += length;
      }
      decoder.end(pieces::add);
      assertThat(pieces).isEqualTo(decode(bytes));
    }
  }

  @Test
  void a_huge_line_in_pieces_is_cut_like_a_huge_line_at_once() {
    byte[] bytes = ("é".repeat(CAP) + "\nz").getBytes(StandardCharsets.UTF_8);
    List<DecodedLine> pieces = new ArrayList<>();
    LineDecoder decoder = new LineDecoder();
    for (int from = 0; from < bytes.length; from += 1013) {
      decoder.feed(bytes, from, Math.min(1013, bytes.length - from), pieces::add);
    }
    decoder.end(pieces::add);
    assertThat(pieces).isEqualTo(decode(bytes));
    assertThat(pieces.get(0).cut()).isEqualTo(CAP);
  }

  private static List<String> texts(String text) {
    return decode(text.getBytes(StandardCharsets.UTF_8)).stream().map(DecodedLine::text).toList();
  }

  private static List<DecodedLine> decode(byte[] bytes) {
    List<DecodedLine> lines = new ArrayList<>();
    LineDecoder decoder = new LineDecoder();
    decoder.feed(bytes, 0, bytes.length, lines::add);
    decoder.end(lines::add);
    return lines;
  }

  private static void feed(LineDecoder decoder, String text, List<DecodedLine> lines) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    decoder.feed(bytes, 0, bytes.length, lines::add);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int at = 0; at < values.length; at++) {
      bytes[at] = (byte) values[at];
    }
    return bytes;
  }
}
