package firstbad.bisection.state;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CappedTextTest {
  private static final int CHUNK = 1024;

  private final Map<String, Archive.Piece> pieces = new HashMap<>();
  private final PendingArchive archive = new PendingArchive(new MapArchive(pieces));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aReportWithinItsCapIsReadAsItWasWritten(int seed) {
    List<String> lines = lines(new Random(seed), Caps.REPORT_BYTES - 2 * CHUNK);
    CappedText report = read(CappedText.report(), lines);
    assertThat(report.cut()).isFalse();
    assertThat(report.read(archive)).isEqualTo(String.join("\n", lines));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void ofALongerReportHeadAndTailAreKept(int seed) {
    List<String> lines = lines(new Random(seed), 3 * Caps.REPORT_BYTES);
    String whole = String.join("\n", lines);
    String kept = read(CappedText.report(), lines).read(archive);
    assertThat(kept).isNotNull();
    int hole = kept.indexOf("\n[");
    String head = kept.substring(0, hole);
    String tail = kept.substring(kept.indexOf(" bytes cut out here]\n") + 21);
    assertThat(whole).startsWith(head).endsWith(tail);
    long lost = Utf8.length(whole) + 1L - Utf8.length(head) - Utf8.length(tail + "\n");
    assertThat(kept.substring(hole)).startsWith("\n[" + lost + " bytes cut out here]\n");
    assertThat(Utf8.length(head) + Utf8.length(tail))
        .isBetween(Caps.REPORT_BYTES - 4 * CHUNK, Caps.REPORT_BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void ofALongErrorTheHeadIsKept(int seed) {
    List<String> lines = lines(new Random(seed), 3 * Caps.ERROR_BYTES);
    CappedText error = read(CappedText.error(), lines);
    String kept = error.read(archive);
    assertThat(error.cut()).isTrue();
    assertThat(kept).isNotNull();
    assertThat(String.join("\n", lines)).startsWith(kept);
    assertThat(Utf8.length(kept)).isBetween(Caps.ERROR_BYTES - CHUNK, Caps.ERROR_BYTES);
  }

  /** A chunk is as full as its last character allows, so that the bytes written are few. */
  private CappedText read(CappedText text, List<String> lines) {
    CappedText now = text;
    for (String line : lines) {
      now = now.with(line, archive);
      assertThat(now.bufferBytes()).isLessThanOrEqualTo(CHUNK);
    }
    archive.close();
    assertThat(pieces.values())
        .allSatisfy(
            piece ->
                assertThat(Utf8.length(((Archive.Piece.Chunk) piece).text()))
                    .isBetween(CHUNK - 3, CHUNK));
    return now;
  }

  /** Short lines, empty ones, some with characters of several bytes, some of several chunks. */
  private static List<String> lines(Random random, int bytes) {
    List<String> lines = new ArrayList<>();
    for (int left = bytes; left > 0; ) {
      int length = random.nextInt(40) == 0 ? random.nextInt(5000) : random.nextInt(120);
      StringBuilder line = new StringBuilder();
      while (line.length() < length) {
        line.append(random.nextInt(10) == 0 ? "\u00e9\u20ac\ud83d\ude00" : "abc");
      }
      String whole = Utf8.cut(line.toString(), Math.min(Utf8.length(line.toString()), left - 1));
      lines.add(whole);
      left -= Utf8.length(whole) + 1;
    }
    return lines;
  }
}
