package firstbad.bisection;

import firstbad.bisection.Archive.Piece.Chunk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of many lines that is being taken down: a report, an error, what a compiler said. Full
 * chunks go to the archive, each once, so that the bytes written grow with the lines; when it is
 * longer than its cap, its head and its tail survive.
 *
 * @param name the key under which the chunks go
 * @param headChunks how many chunks of the beginning are kept
 * @param tailChunks how many chunks of the end are kept
 * @param chunks full chunks so far
 * @param buffer the lines that have not filled a chunk yet
 * @param bufferBytes their size, each with its line feed
 * @param bytes size of the whole text so far
 */
public record Scroll(
    String name,
    int headChunks,
    int tailChunks,
    int chunks,
    List<String> buffer,
    int bufferBytes,
    long bytes) {

  private static final int CHUNK = 1024;

  public Scroll {
    buffer = Lines.of(buffer);
  }

  /** The final report: head and tail. */
  static Scroll report() {
    int half = Caps.REPORT_BYTES / 2 / CHUNK;
    // One chunk more than the half, since the buffer need not be full when the end is cut from it.
    return new Scroll("report", half, half + 1, 0, Lines.NONE, 0, 0);
  }

  /** A build error or the error of the bisection: its head. */
  static Scroll error() {
    return new Scroll("error", Caps.ERROR_BYTES / CHUNK, 0, 0, Lines.NONE, 0, 0);
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /** Whether a part of the text was dropped. */
  boolean cut() {
    return bytes > (long) (headChunks + Math.max(0, tailChunks - 1)) * CHUNK;
  }

  Scroll with(String line, Drawer drawer) {
    Scroll grown = grown(line);
    return grown != null
        ? grown
        : flushed(text() + line + "\n", bytes + Utf8.length(line) + 1, drawer);
  }

  /** With one more line, or null when that fills a chunk. */
  @Nullable Scroll grown(String line) {
    int size = Utf8.length(line) + 1;
    if (tailChunks == 0 && chunks >= headChunks) {
      return cut() ? this : new Scroll(name, headChunks, 0, chunks, Lines.NONE, 0, bytes + size);
    }
    return bufferBytes + size > CHUNK
        ? null
        : new Scroll(
            name,
            headChunks,
            tailChunks,
            chunks,
            Lines.of(buffer).with(line),
            bufferBytes + size,
            bytes + size);
  }

  /** The buffer as text, every line with its line feed. */
  private String text() {
    StringBuilder text = new StringBuilder(bufferBytes + 1);
    for (String line : buffer) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private Scroll flushed(String text, long total, Drawer drawer) {
    int full = chunks;
    int from = 0;
    for (String window = window(text, 0); Utf8.length(window) > CHUNK; ) {
      String chunk = Utf8.cut(window, CHUNK);
      drawer.put(key(full++), new Chunk(chunk));
      from += chunk.length();
      window = window(text, from);
    }
    String rest = text.substring(from, text.length() - 1);
    return new Scroll(
        name, headChunks, tailChunks, full, List.of(rest), Utf8.length(rest) + 1, total);
  }

  /** Enough of the text to fill a chunk and to see whether more follows. */
  private static String window(String text, int from) {
    return text.substring(from, Math.min(text.length(), from + CHUNK + 1));
  }

  /** The text without its last line feed, cut in the middle or at the end; null when empty. */
  @Nullable String read(Drawer drawer) {
    if (isEmpty()) {
      return null;
    }
    int head = Math.min(chunks, headChunks);
    int tail = Math.max(head, chunks - tailChunks);
    String beginning = chunks(0, head, drawer);
    String end = chunks(tailChunks == 0 ? chunks : tail, chunks, drawer) + text();
    if (!cut()) {
      return trimmed(beginning + end);
    }
    if (tailChunks == 0) {
      return trimmed(Utf8.cut(beginning + end, headChunks * CHUNK));
    }
    String kept = Utf8.tail(end, (tailChunks - 1) * CHUNK);
    long lost = bytes - Utf8.length(beginning) - Utf8.length(kept);
    return beginning + "\n[" + lost + " bytes cut out here]\n" + trimmed(kept);
  }

  private String chunks(int from, int to, Drawer drawer) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      if (drawer.get(key(i)) instanceof Chunk chunk) {
        text.append(chunk.text());
      }
    }
    return text.toString();
  }

  private String key(int chunk) {
    return chunk < headChunks || tailChunks == 0
        ? name + "/" + chunk
        : name + "/tail/" + (chunk - headChunks) % tailChunks;
  }

  private static String trimmed(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
