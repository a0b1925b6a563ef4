package firstbad.bisection;

import firstbad.bisection.Archive.Piece.Chunk;
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
 * @param buffer what has not filled a chunk yet; every line in it ends in a line feed
 * @param bufferBytes its size
 * @param bytes size of the whole text so far
 */
public record Scroll(
    String name,
    int headChunks,
    int tailChunks,
    int chunks,
    String buffer,
    int bufferBytes,
    long bytes) {

  private static final int CHUNK = 1024;

  /** The final report: head and tail. */
  static Scroll report() {
    int half = Caps.REPORT_BYTES / 2 / CHUNK;
    // One chunk more than the half, since the buffer need not be full when the end is cut from it.
    return new Scroll("report", half, half + 1, 0, "", 0, 0);
  }

  /** A build error or the error of the bisection: its head. */
  static Scroll error() {
    return new Scroll("error", Caps.ERROR_BYTES / CHUNK, 0, 0, "", 0, 0);
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /** Whether a part of the text was dropped. */
  boolean cut() {
    return bytes > (long) (headChunks + Math.max(0, tailChunks - 1)) * CHUNK;
  }

  Scroll with(String line, Drawer drawer) {
    int size = Utf8.length(line) + 1;
    if (tailChunks == 0 && chunks >= headChunks) {
      return cut() ? this : new Scroll(name, headChunks, 0, chunks, "", 0, bytes + size);
    }
    String grown = buffer.isEmpty() ? line + "\n" : buffer + line + "\n";
    if (bufferBytes + size <= CHUNK) {
      return new Scroll(
          name, headChunks, tailChunks, chunks, grown, bufferBytes + size, bytes + size);
    }
    return flushed(grown, bytes + size, drawer);
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
    String rest = text.substring(from);
    return new Scroll(name, headChunks, tailChunks, full, rest, Utf8.length(rest), total);
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
    String end = chunks(tailChunks == 0 ? chunks : tail, chunks, drawer) + buffer;
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
