package firstbad.bisection.state;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.state.Archive.Piece.Chunk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of many lines that is being taken down: a report, an error, what a compiler said. Full
 * chunks go to the archive, each once, so that the bytes written grow with the lines; when it is
 * longer than its cap, its head and its tail survive.
 *
 * @param keeps what is kept of it
 * @param chunks full chunks so far
 * @param buffer the lines that have not filled a chunk yet
 * @param bufferBytes their size, each with its line feed
 * @param bytes size of the whole text so far
 */
public record CappedText(
    Keeps keeps, int chunks, List<String> buffer, int bufferBytes, long bytes) {

  private static final int CHUNK = 1024;

  /**
   * What is kept of a text.
   *
   * @param name the key under which the chunks go
   * @param head how many chunks of the beginning are kept
   * @param tail how many chunks of the end are kept
   */
  public record Keeps(String name, int head, int tail) {}

  public CappedText {
    buffer = GrowingLines.of(buffer);
  }

  /** The final report: head and tail. */
  public static CappedText report() {
    int half = Caps.REPORT_BYTES / 2 / CHUNK;
    // One chunk more than the half, since the buffer need not be full when the end is cut from it.
    return new CappedText(new Keeps("report", half, half + 1), 0, GrowingLines.NONE, 0, 0);
  }

  /** A build error or the error of the bisection: its head. */
  public static CappedText error() {
    return new CappedText(
        new Keeps("error", Caps.ERROR_BYTES / CHUNK, 0), 0, GrowingLines.NONE, 0, 0);
  }

  public boolean isEmpty() {
    return bytes == 0;
  }

  /** Whether a part of the text was dropped. */
  public boolean cut() {
    return bytes > (long) (keeps.head + Math.max(0, keeps.tail - 1)) * CHUNK;
  }

  public CappedText with(String line, PendingArchive archive) {
    CappedText grown = grown(line);
    return grown != null ? grown : flushed(text(line), bytes + Utf8.length(line) + 1, archive);
  }

  /** With one more line, or null when that fills a chunk. */
  public @Nullable CappedText grown(String line) {
    int size = Utf8.length(line) + 1;
    if (keeps.tail == 0 && chunks >= keeps.head) {
      return cut() ? this : new CappedText(keeps, chunks, GrowingLines.NONE, 0, bytes + size);
    }
    return bufferBytes + size > CHUNK
        ? null
        : new CappedText(
            keeps, chunks, GrowingLines.of(buffer).with(line), bufferBytes + size, bytes + size);
  }

  /** The buffer and one more line as text, every line with its line feed. */
  private String text(String line) {
    StringBuilder text = new StringBuilder(bufferBytes + line.length() + 1);
    appendBuffer(text);
    return text.append(line).append('\n').toString();
  }

  private void appendBuffer(StringBuilder text) {
    for (String line : buffer) {
      text.append(line).append('\n');
    }
  }

  private CappedText flushed(String text, long total, PendingArchive archive) {
    int full = chunks;
    int from = 0;
    for (int end = Utf8.end(text, from, CHUNK); end < text.length(); ) {
      archive.put(key(full++), new Chunk(text.substring(from, end)));
      from = end;
      end = Utf8.end(text, from, CHUNK);
    }
    String rest = text.substring(from, text.length() - 1);
    return new CappedText(keeps, full, List.of(rest), Utf8.length(rest) + 1, total);
  }

  /** The text without its last line feed, cut in the middle or at the end; null when empty. */
  public @Nullable String read(PendingArchive archive) {
    if (isEmpty()) {
      return null;
    }
    int head = Math.min(chunks, keeps.head);
    int tail = Math.max(head, chunks - keeps.tail);
    if (!cut()) {
      StringBuilder all = new StringBuilder((int) bytes);
      appendChunks(all, 0, head, archive);
      appendChunks(all, keeps.tail == 0 ? chunks : tail, chunks, archive);
      appendBuffer(all);
      return trimmed(all);
    }
    StringBuilder beginning = new StringBuilder(keeps.head * CHUNK);
    appendChunks(beginning, 0, head, archive);
    if (keeps.tail == 0) {
      appendBuffer(beginning);
      return trimmed(new StringBuilder(Utf8.cut(beginning.toString(), keeps.head * CHUNK)));
    }
    StringBuilder end = new StringBuilder(keeps.tail * CHUNK);
    appendChunks(end, tail, chunks, archive);
    appendBuffer(end);
    String kept = Utf8.tail(end.toString(), (keeps.tail - 1) * CHUNK);
    long lost = bytes - Utf8.length(beginning.toString()) - Utf8.length(kept);
    beginning.append("\n[").append(lost).append(" bytes cut out here]\n").append(kept);
    return trimmed(beginning);
  }

  private void appendChunks(StringBuilder text, int from, int to, PendingArchive archive) {
    for (int i = from; i < to; i++) {
      if (archive.get(key(i)) instanceof Chunk chunk) {
        text.append(chunk.text());
      }
    }
  }

  private String key(int chunk) {
    return chunk < keeps.head || keeps.tail == 0
        ? keeps.name + "/" + chunk
        : keeps.name + "/tail/" + (chunk - keeps.head) % keeps.tail;
  }

  private static String trimmed(StringBuilder text) {
    int last = text.length() - 1;
    if (last >= 0 && text.charAt(last) == '\n') {
      text.setLength(last);
    }
    return text.toString();
  }
}
