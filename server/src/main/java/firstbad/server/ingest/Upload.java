package firstbad.server.ingest;

import firstbad.publisher.DecodedLine;
import firstbad.publisher.LineDecoder;
import firstbad.publisher.Publication;
import firstbad.server.web.Refusal;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.LongAdder;

/**
 * One body on its way to Kafka. Each piece is sent as it comes; where Kafka is slower than the
 * sender, the sender waits.
 */
final class Upload {
  private static final int PIECE_BYTES = 16 * 1024;

  private final Publication log;
  private final LongAdder taken;
  private final LineDecoder decoder = new LineDecoder();
  private long replaced;
  private long cut;

  /**
   * @param taken counts every line
   */
  Upload(Publication log, LongAdder taken) {
    this.log = log;
    this.taken = taken;
  }

  /**
   * Reads the body to its proper end.
   *
   * @throws IOException when it breaks off; an unfinished last line is not sent then, since the
   *     rest of it would become another line
   */
  void read(InputStream body, long mostBytes) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    long bytes = 0;
    for (int length = body.read(piece); length >= 0; length = body.read(piece)) {
      bytes += length;
      if (bytes > mostBytes) {
        throw new Refusal(
            HttpStatus.CONTENT_TOO_LARGE,
            "A body has at most "
                + mostBytes
                + " bytes; "
                + (log.next() - 1)
                + " lines were taken, and the rest can follow with from_line="
                + log.next()
                + ".");
      }
      decoder.feed(piece, 0, length, this::send);
    }
    decoder.end(this::send);
  }

  private void send(DecodedLine line) {
    replaced += line.replaced();
    cut += line.cut();
    log.line(line.text());
    taken.increment();
  }

  Publication log() {
    return log;
  }

  /** How many replacement characters stand for bytes that are not UTF-8. */
  long replaced() {
    return replaced;
  }

  /** How many bytes were beyond the longest line. */
  long cut() {
    return cut;
  }
}
