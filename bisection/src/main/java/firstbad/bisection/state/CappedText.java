package firstbad.bisection.state;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.state.Archive.Piece.Chunk;
import java.util.ArrayList;
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
    return grown != null ? grown : flushed(line, archive);
  }

  /** With one more line, or null when that fills a chunk. */
  public @Nullable CappedText grown(String line) {
    int size = Utf8.length(line) + 1;
    if (keeps.tail == 0 && chunks >= keeps.head) {
      return cut() ? this : new CappedText(keeps, chunks, GrowingLines.NONE, 0, bytes + size);
    }
    return bufferBytes + size > CHUNK
        ? null
        : new CappedText(keeps, chunks, lines().with(line), bufferBytes + size, bytes + size);
  }

  /** Fills a chunk with the buffer and the beginning of a line that is too long for it. */
  private CappedText flushed(String line, PendingArchive archive) {
    int from = Utf8.end(line, 0, CHUNK - bufferBytes);
    int full = chunks;
    archive.put(key(full++), new Chunk(String.join("\n", lines().with(line.substring(0, from)))));
    while (Utf8.end(line, from, CHUNK - 1) < line.length()) {
      int end = Utf8.end(line, from, CHUNK);
      archive.put(key(full++), new Chunk(line.substring(from, end)));
      from = end;
    }
    GrowingLines rest = GrowingLines.NONE.with(line.substring(from));
    long total = bytes + Utf8.length(line) + 1;
    return new CappedText(keeps, full, rest, Utf8.length(rest.get(0)) + 1, total);
  }

  private GrowingLines lines() {
    return GrowingLines.of(buffer);
  }

  /** The text without its last line feed, cut in the middle or at the end; null when empty. */
  public @Nullable String read(PendingArchive archive) {
    if (isEmpty()) {
      return null;
    }
    int head = Math.min(chunks, keeps.head);
    int tail = Math.max(head, chunks - keeps.tail);
    if (!cut()) {
      List<String> all = texts(0, head, archive);
      all.addAll(texts(keeps.tail == 0 ? chunks : tail, chunks, archive));
      all.add(String.join("\n", buffer));
      return String.join("", all);
    }
    String beginning = String.join("", texts(0, head, archive));
    String rest = buffer.isEmpty() ? "" : String.join("\n", buffer) + '\n';
    if (keeps.tail == 0) {
      return trimmed(Utf8.cut(beginning + rest, keeps.head * CHUNK));
    }
    String end = String.join("", texts(tail, chunks, archive)) + rest;
    String kept = Utf8.tail(end, (keeps.tail - 1) * CHUNK);
    long lost = bytes - Utf8.length(beginning) - Utf8.length(kept);
    return trimmed(beginning + "\n[" + lost + " bytes cut out here]\n" + kept);
  }

  private List<String> texts(int from, int to, PendingArchive archive) {
    List<String> texts = new ArrayList<>(to - from + 2);
    for (int i = from; i < to; i++) {
      if (archive.get(key(i)) instanceof Chunk chunk) {
        texts.add(chunk.text());
      }
    }
    return texts;
  }

  private String key(int chunk) {
    return chunk < keeps.head || keeps.tail == 0
        ? keeps.name + "/" + chunk
        : keeps.name + "/tail/" + (chunk - keeps.head) % keeps.tail;
  }

  private static String trimmed(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
