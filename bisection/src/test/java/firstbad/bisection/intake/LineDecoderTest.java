package firstbad.bisection.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
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
        .containsExactly("a", "b", "c\u0000\u2028\u0085\u000bd\re", "", "f");
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
            new DecodedLine("ok", 0, 0, Encoding.UTF_8, true));
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
        .containsExactly(
            new DecodedLine(full, 0, 0), new DecodedLine(full, 0, 0, Encoding.UTF_8, true));
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
  void byte_order_marks_before_a_line_are_no_part_of_it() {
    assertThat(texts("\uFEFF\uFEFFbisecting\n\uFEFFx\na\uFEFF"))
        .containsExactly("bisecting", "x", "a\uFEFF");
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

  @Test
  void carriage_returns_before_a_line_feed_belong_to_the_transport() {
    assertThat(texts("a\r\nb\r\r\n\r\nc\rd\ne\r")).containsExactly("a", "b", "", "c\rd", "e");
    assertThat(texts("a\r\n\r")).containsExactly("a");
    assertThat(texts("x".repeat(CAP) + "\r\nb")).containsExactly("x".repeat(CAP), "b");
    assertThat(decode(("x".repeat(CAP) + "tail\r\n").getBytes(StandardCharsets.UTF_8)).get(0).cut())
        .isEqualTo(4);
  }

  @Test
  void carriage_returns_after_a_line_feed_belong_to_the_transport_too() {
    assertThat(texts("a\n\rb\n\r\n\rc\rd\n\r")).containsExactly("a", "b", "", "c\rd");
    assertThat(texts("\r\uFEFF\ra\n\r\r\nb")).containsExactly("a", "", "b");
  }

  @Test
  void utf_16_is_read_with_and_without_its_mark_wherever_the_pieces_are_cut() {
    String text = "ci starts\r\nx \u00e4\u20ac\ud83d\ude00\n\nlast";
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      for (String mark : List.of("", "\ufeff")) {
        byte[] bytes = (mark + text).getBytes(charset);
        for (int piece = 1; piece < 8; piece++) {
          List<DecodedLine> lines = new ArrayList<>();
          LineDecoder decoder = new LineDecoder();
          for (int from = 0; from < bytes.length; from += piece) {
            decoder.feed(bytes, from, Math.min(piece, bytes.length - from), lines::add);
          }
          assertThat(decoder.unfinishedBytes()).isEqualTo(8);
          decoder.end(lines::add);
          assertThat(lines)
              .extracting(DecodedLine::text)
              .containsExactly("ci starts", "x \u00e4\u20ac\ud83d\ude00", "", "last");
          assertThat(lines).allMatch(DecodedLine::intact);
          assertThat(lines).noneMatch(line -> line.encoding() == Encoding.UTF_8);
        }
      }
    }
  }

  @Test
  void the_codes_with_which_colours_end_belong_to_the_terminal() {
    assertThat(texts("run #0: OK\u001b[0m\u001b[K\r\nall runs: OK\r\u001b[m\n"))
        .containsExactly("run #0: OK", "all runs: OK");
    assertThat(texts("\u001b[1mbold\u001b[0m text\n[0m\nK\nm\n\u001b[31m\n"))
        .containsExactly("\u001b[1mbold\u001b[0m text", "[0m", "K", "m", "");
  }

  @Test
  void half_a_character_of_utf_16_is_damage_and_is_counted() {
    byte[] bytes = "ab?c?\n".getBytes(StandardCharsets.UTF_16LE);
    bytes[4] = 0x00;
    bytes[5] = (byte) 0xD8;
    bytes[8] = 0x00;
    bytes[9] = (byte) 0xDC;
    DecodedLine line = decode(bytes).get(0);
    assertThat(line.text()).isEqualTo("ab\ufffdc\ufffd");
    assertThat(line.replaced()).isEqualTo(2);
  }

  @Test
  void the_rest_of_a_text_is_read_as_its_beginning_was() {
    LineDecoder decoder = new LineDecoder(Encoding.UTF_16BE);
    List<DecodedLine> lines = new ArrayList<>();
    byte[] rest = "run #0: OK\n".getBytes(StandardCharsets.UTF_16BE);
    decoder.feed(rest, 0, rest.length, lines::add);
    assertThat(lines).extracting(DecodedLine::text).containsExactly("run #0: OK");
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
