package firstbad.bisection.intake;

import firstbad.bisection.grammar.Blanks;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes lines of bytes that come in pieces, wherever the pieces are cut.
 *
 * <p>A line ends at a line feed and nowhere else. Carriage returns right before and after it belong
 * to the transport and are taken off, and so are the codes with which a terminal's colours end
 * there; any other, and NUL, belongs to the text. UTF-16 is told by its byte order mark, or by the
 * NUL in its second or first byte, and read. Other bytes that are not UTF-8 become U+FFFD, as the
 * Unicode standard advises. A line is at most {@link #LINE_BYTES} long in UTF-8; the rest of a
 * longer one is dropped and counted. Byte order marks before a line are no part of it.
 *
 * <p>Holds at most one unfinished line. Not for several threads.
 */
public final class LineDecoder {
  /** The longest line, in bytes of UTF-8; the same bound holds where lines are read. */
  public static final int LINE_BYTES = 256 * 1024;

  private static final byte ESCAPE = 0x1b;

  /** The shortest code of a terminal, and one that is long enough for all colours. */
  private static final int CODE_BYTES = 3;

  private static final int LONGEST_CODE = 40;

  private static final char REPLACEMENT = '\uFFFD';

  /** Lines are kept a little longer than allowed, so that a character is never cut in two. */
  private static final int KEPT_BYTES = LINE_BYTES + 4;

  private byte[] kept = new byte[1024];
  private int keptLength;
  private long dropped;
  private byte lastDropped;

  private @Nullable Encoding encoding;
  private @Nullable Utf16 utf16;
  private byte first;
  private boolean firstRead;

  /** A decoder for a text from its beginning. */
  public LineDecoder() {}

  /**
   * A decoder for the rest of a text.
   *
   * @param encoding how the text is written
   */
  public LineDecoder(Encoding encoding) {
    decide(encoding);
  }

  /**
   * Reads the next piece.
   *
   * @param lines gets each line that the piece completes, in order
   */
  public void feed(byte[] bytes, int from, int length, Consumer<DecodedLine> lines) {
    int at = from;
    while (encoding == null && at < from + length) {
      if (firstRead) {
        decide(Encoding.of(first, bytes[at]));
        read(new byte[] {first}, 0, 1, lines);
      } else {
        first = bytes[at++];
        firstRead = true;
      }
    }
    read(bytes, at, from + length - at, lines);
  }

  /** The log ends here: a last line without a line feed is a line too. */
  public void end(Consumer<DecodedLine> lines) {
    if (encoding == null) {
      decide(Encoding.UTF_8);
      read(new byte[] {first}, 0, firstRead ? 1 : 0, lines);
    }
    if (utf16 != null) {
      byte[] rest = utf16.rest();
      keep(rest, 0, rest.length);
    }
    if (keptLength + dropped > 0 && !onlyCarriageReturns()) {
      finish(true, lines);
    }
  }

  /** Bytes read since the last line feed. */
  public long unfinishedBytes() {
    if (utf16 != null) {
      return utf16.unfinishedBytes();
    }
    return encoding == null ? (firstRead ? 1 : 0) : keptLength + dropped;
  }

  private void decide(Encoding found) {
    encoding = found;
    utf16 = found == Encoding.UTF_8 ? null : new Utf16(found);
  }

  private void read(byte[] bytes, int from, int length, Consumer<DecodedLine> lines) {
    if (utf16 == null) {
      readUtf8(bytes, from, length, lines);
    } else {
      byte[] utf8 = utf16.utf8(bytes, from, length);
      readUtf8(utf8, 0, utf8.length, lines);
    }
  }

  private void readUtf8(byte[] bytes, int from, int length, Consumer<DecodedLine> lines) {
    int end = from + length;
    int start = from;
    for (int at = from; at < end; at++) {
      if (bytes[at] == '\n') {
        if (keptLength + dropped == 0 && at - start <= LINE_BYTES) {
          lines.accept(decoded(bytes, start, at - start, 0, false));
        } else {
          keep(bytes, start, at - start);
          finish(false, lines);
        }
        start = at + 1;
      }
    }
    keep(bytes, start, end - start);
  }

  private boolean onlyCarriageReturns() {
    return dropped == 0 && withoutCarriageReturns(kept, 0, keptLength) == 0;
  }

  private void keep(byte[] bytes, int from, int length) {
    int room = Math.min(length, KEPT_BYTES - keptLength);
    if (keptLength + room > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(keptLength + room, 2 * kept.length));
    }
    System.arraycopy(bytes, from, kept, keptLength, room);
    keptLength += room;
    dropped += length - room;
    if (length > room) {
      lastDropped = bytes[from + length - 1];
    }
  }

  private void finish(boolean unfinished, Consumer<DecodedLine> lines) {
    int length = keptLength;
    long beyond = dropped > 0 && lastDropped == '\r' ? dropped - 1 : dropped;
    keptLength = 0;
    dropped = 0;
    lines.accept(decoded(kept, 0, length, beyond, unfinished));
  }

  private DecodedLine decoded(byte[] bytes, int from, int length, long beyond, boolean unfinished) {
    int start = from + startLength(bytes, from, length);
    int rest = from + length - start;
    rest = beyond > 0 ? rest : withoutLineEnd(bytes, start, rest);
    int whole = beyond > 0 || rest > LINE_BYTES ? wholeCharacters(bytes, start, rest) : rest;
    String text = new String(bytes, start, whole, StandardCharsets.UTF_8);
    long replaced = text.indexOf(REPLACEMENT) < 0 ? 0 : count(text) - written(bytes, start, whole);
    long cut = beyond + rest - whole;
    if (replaced == 0) {
      return new DecodedLine(text, cut, 0, encoding(), unfinished);
    }
    // A replacement is longer than the byte it stands for, so the text may have outgrown the bound.
    String fits = cut(text);
    return new DecodedLine(
        fits,
        cut + bytes(text) - bytes(fits),
        Math.min(replaced, count(fits)),
        encoding(),
        unfinished);
  }

  private Encoding encoding() {
    return encoding == null ? Encoding.UTF_8 : encoding;
  }

  /** The length without what belongs to the transport or the terminal at the end. */
  private static int withoutLineEnd(byte[] bytes, int from, int length) {
    int end = withoutCarriageReturns(bytes, from, length);
    int code = codeLength(bytes, from, end);
    while (code > 0) {
      end = withoutCarriageReturns(bytes, from, end - code);
      code = codeLength(bytes, from, end);
    }
    return end;
  }

  /** How long the code is that ends here, {@code ESC [ 0 m} or {@code ESC [ K}; 0 for none. */
  private static int codeLength(byte[] bytes, int from, int end) {
    if (end < CODE_BYTES || (bytes[from + end - 1] != 'm' && bytes[from + end - 1] != 'K')) {
      return 0;
    }
    int at = end - 2;
    while (at > 1 && end - at < LONGEST_CODE && isOfCode(bytes[from + at])) {
      at--;
    }
    return bytes[from + at] == '[' && bytes[from + at - 1] == ESCAPE ? end - at + 1 : 0;
  }

  private static boolean isOfCode(byte b) {
    return (b >= '0' && b <= '9') || b == ';';
  }

  /** The length without the carriage returns at the end. */
  private static int withoutCarriageReturns(byte[] bytes, int from, int length) {
    int end = length;
    while (end > 0 && bytes[from + end - 1] == '\r') {
      end--;
    }
    return end;
  }

  /** The line without carriage returns at its end. */
  public static String withoutLineEnd(String line) {
    return Blanks.withoutLineEnd(line);
  }

  /** The text, or as much of its beginning as a line may hold. */
  public static String cut(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return encoded.length <= LINE_BYTES
        ? text
        : new String(
            encoded, 0, wholeCharacters(encoded, 0, encoded.length), StandardCharsets.UTF_8);
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * How long the byte order marks and carriage returns are before a line: a text that was put
   * together of several has a mark before each.
   */
  private static int startLength(byte[] bytes, int from, int length) {
    int start = 0;
    int end = -1;
    while (start != end) {
      end = start;
      if (start < length && bytes[from + start] == '\r') {
        start++;
      } else if (length >= start + 3
          && bytes[from + start] == (byte) 0xEF
          && bytes[from + start + 1] == (byte) 0xBB
          && bytes[from + start + 2] == (byte) 0xBF) {
        start += 3;
      }
    }
    return start;
  }

  /** The largest length within the bound that does not end inside a character. */
  private static int wholeCharacters(byte[] bytes, int from, int length) {
    int end = Math.min(length, LINE_BYTES);
    for (int back = 0; back < 4 && end - back > 0 && end < length; back++) {
      if ((bytes[from + end - back] & 0xC0) != 0x80) {
        return end - back;
      }
    }
    return end;
  }

  private static long count(String text) {
    return text.chars().filter(c -> c == REPLACEMENT).count();
  }

  /** How often the log itself holds the replacement character. */
  private static long written(byte[] bytes, int from, int length) {
    long times = 0;
    for (int at = from; at + 2 < from + length; at++) {
      if (bytes[at] == (byte) 0xEF
          && bytes[at + 1] == (byte) 0xBF
          && bytes[at + 2] == (byte) 0xBD) {
        times++;
      }
    }
    return times;
  }
}
