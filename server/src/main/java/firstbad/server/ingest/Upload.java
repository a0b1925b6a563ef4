package firstbad.server.ingest;

import firstbad.bisection.intake.DecodedLine;
import firstbad.bisection.intake.LineDecoder;
import firstbad.bisection.intake.TextPosition;
import firstbad.publisher.TextPublication;
import firstbad.publisher.Unpacking;
import firstbad.schemas.Limits;
import firstbad.server.web.Refusal;
import io.javalin.http.HttpStatus;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One body on its way to Kafka. Each piece is sent as it comes, once the text is known to be a log;
 * where Kafka is slower than the sender, the sender waits.
 */
final class Upload {
  private static final int PIECE_BYTES = 16 * 1024;

  /** As much as xz takes at its usual level; anybody may send one. */
  private static final int XZ_MIB = 16;

  /** So many characters that were held back are kept for the next body. */
  private static final int WAITING_CHARACTERS = 16 * 1024;

  private final Function<TextPosition, TextPublication> opener;
  private final LongFunction<TextPosition> another;
  private final LongAdder taken;
  private final LineDecoder decoder = new LineDecoder();

  /** The newest lines, of which it is not known yet what they are. */
  private final Deque<DecodedLine> waiting = new ArrayDeque<>();

  private TextPublication text;

  /** The lines before these. */
  private LineHashes sent;

  /** Lines that an earlier body brought. */
  private final List<DecodedLine> first;

  /** How many more lines are expected that are in Kafka. */
  private int again;

  /** The number of the next line in its text. */
  private long next;

  /** The last line of a body that says that more follows, where it may be a part of one. */
  private @Nullable DecodedLine unfinished;

  private long replaced;
  private long cut;
  private long lineAt = System.nanoTime();

  /**
   * @param from how the body goes on with its text
   * @param opener gives the text from a position on
   * @param another where a line of the text belongs, by its number, in case that the body goes on
   *     with another text than the one that is known
   * @param taken counts every line
   */
  Upload(
      Resumption from,
      Function<TextPosition, TextPublication> opener,
      LongFunction<TextPosition> another,
      LongAdder taken) {
    this.opener = opener;
    this.another = another;
    this.taken = taken;
    this.text = opener.apply(from.position());
    this.sent = new LineHashes(from.sent());
    this.again = from.again();
    this.first = from.waiting();
    this.next = from.line();
  }

  /**
   * Reads the body to its proper end.
   *
   * @param more whether another body follows. Then a last line without a line feed is not sent: the
   *     next body has all of it, or begins with the line after it
   * @param xz permits for bodies that are packed with xz
   * @throws IOException when it breaks off; an unfinished last line is not sent then, since the
   *     rest of it would become another line
   * @throws Unpackable when it is packed and cannot be unpacked
   * @throws Refusal when it is larger, or takes longer, than the limits allow, or has lines beyond
   *     the highest number
   * @throws TooManyXz when it is packed with xz, and as many such bodies are read as may be
   */
  void read(InputStream body, boolean more, UploadLimits limits, Semaphore xz)
      throws IOException, Unpackable, TooManyXz {
    first.forEach(this::pass);
    Body bounded = new Body(body, limits);
    boolean admitted = false;
    try {
      InputStream unpacked = Unpacking.unbounded("the body", bounded, XZ_MIB);
      if (Unpacking.isXz(unpacked)) {
        admitted = xz.tryAcquire();
        if (!admitted) {
          throw new TooManyXz();
        }
      }
      byte[] piece = new byte[PIECE_BYTES];
      for (int length = unpacked.read(piece); length >= 0; length = unpacked.read(piece)) {
        decoder.feed(piece, 0, length, this::send);
      }
    } catch (IOException e) {
      if (bounded.interrupted) {
        throw e;
      }
      throw new Unpackable(String.valueOf(e.getMessage()));
    } finally {
      if (admitted) {
        xz.release();
      }
    }
    decoder.end(line -> last(line, more));
  }

  private void last(DecodedLine line, boolean more) {
    if (more) {
      unfinished = line.finished();
    } else {
      send(line);
    }
  }

  private void send(DecodedLine line) {
    if (next >= Limits.HIGHEST_LINE) { // the end needs a number too
      throw Refusal.wrong(
          "The log goes beyond line %d, the highest there can be; send the rest under an id of its own."
              .formatted(Limits.HIGHEST_LINE - 1));
    }
    next++;
    replaced += line.replaced();
    cut += line.cut();
    if (again > 0 && sent.is(again, line.text())) {
      again--;
    } else {
      if (again > 0) {
        leaves();
      }
      pass(line);
    }
    taken.increment();
    lineAt = System.nanoTime();
  }

  /** It is another text: whoever reads it has to see the difference, so it is sent from here on. */
  private void leaves() {
    long line = text.intake().position().all() - again + 1;
    text = opener.apply(another.apply(line));
    sent = new LineHashes();
    again = 0;
  }

  private void pass(DecodedLine line) {
    waiting.addLast(line);
    text.line(line);
    settle();
  }

  private void settle() {
    while (waiting.size() > text.intake().waitingLines()) {
      sent.add(waiting.removeFirst().text());
    }
  }

  /** Where the body has left its text. */
  TextLeft left() {
    settle();
    List<DecodedLine> kept = new ArrayList<>(waiting);
    if (unfinished != null && again == 0) {
      kept.add(unfinished);
    }
    boolean few = kept.stream().mapToLong(line -> line.text().length()).sum() <= WAITING_CHARACTERS;
    return new TextLeft(text.intake().position(), few ? List.copyOf(kept) : List.of(), sent);
  }

  TextPublication text() {
    return text;
  }

  /** How many replacement characters stand for bytes that could not be read. */
  long replaced() {
    return replaced;
  }

  /** How many bytes were beyond the longest line. */
  long cut() {
    return cut;
  }

  /** A packed body cannot be unpacked; the message says why, without a full stop. */
  static final class Unpackable extends Exception {
    private static final long serialVersionUID = 1;

    Unpackable(String reason) {
      super(reason);
    }
  }

  /** The memory that unpacking takes is in use. */
  static final class TooManyXz extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * The bytes as they come, no more and for no longer than allowed; knows whether it was they that
   * failed. A sender who trickles holds a thread, whether or not a line ever ends.
   */
  private final class Body extends FilterInputStream {
    private final UploadLimits limits;
    private final long began = System.nanoTime();
    private long bytes;
    private boolean interrupted;

    Body(InputStream body, UploadLimits limits) {
      super(body);
      this.limits = limits;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read;
      try {
        read = super.read(into, from, length);
      } catch (IOException e) {
        interrupted = true;
        throw e;
      }
      bytes += Math.max(0, read);
      if (bytes > limits.bytes()) {
        throw refused(
            HttpStatus.CONTENT_TOO_LARGE, "A body has at most " + limits.bytes() + " bytes");
      }
      long now = System.nanoTime();
      if (now - lineAt > limits.silence().toNanos()) {
        throw refused(
            HttpStatus.REQUEST_TIMEOUT,
            "No line ended for " + UploadLimits.words(limits.silence()) + ", though bytes arrived");
      }
      if (now - began > limits.longest().toNanos()) {
        throw refused(
            HttpStatus.REQUEST_TIMEOUT,
            "An upload takes at most " + UploadLimits.words(limits.longest()));
      }
      return read;
    }

    private Refusal refused(HttpStatus status, String why) {
      long lines = text.intake().position().all();
      return new Refusal(
          status,
          why
              + "; "
              + lines
              + " lines were accepted; send the rest with from_line="
              + (lines + 1)
              + ".");
    }
  }
}
