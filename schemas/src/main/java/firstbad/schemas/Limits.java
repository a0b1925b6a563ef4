package firstbad.schemas;

import java.time.Duration;
import java.time.Instant;

/**
 * The bounds of what crosses the contract: one table for topics, producers and readers, so that
 * whatever may be written also fits where it goes. A test holds the rows together.
 */
public final class Limits {
  /** The largest record that firstbad makes of a log, in bytes. */
  public static final int RECORD_BYTES = 900_000;

  /** The largest request of a producer of ours, in bytes before compression. */
  public static final int REQUEST_BYTES = 1024 * 1024;

  /**
   * The largest batch a topic takes, in bytes after compression: a request and the frame around it.
   * Kafka's own default, said here because a broker may have another.
   */
  public static final int BATCH_BYTES = REQUEST_BYTES + 12;

  /** As much of a value as a dead letter keeps, in bytes. */
  public static final int DEAD_LETTER_VALUE_BYTES = 512 * 1024;

  /** As much of the headers as a dead letter keeps, in bytes, those that firstbad adds apart. */
  public static final int DEAD_LETTER_HEADER_BYTES = 16 * 1024;

  /** As much of a key as a dead letter keeps, in bytes; a legal one has 200 at most. */
  public static final int DEAD_LETTER_KEY_BYTES = 4 * 1024;

  /** The highest number of a line, or of the end of a log. */
  public static final long HIGHEST_LINE = 1_000_000_000L;

  /** The earliest time at which a line can have been observed. */
  public static final Instant EARLIEST_OBSERVED = Instant.parse("2000-01-01T00:00:00Z");

  /** How far a publisher's clock may be ahead of the broker's. */
  public static final Duration OBSERVED_AHEAD = Duration.ofDays(1);

  private Limits() {}

  /** Whether a line, or the end of a log, can have this number. */
  public static boolean isLineNumber(long number) {
    return number >= 1 && number <= HIGHEST_LINE;
  }

  /**
   * Why a line number is refused.
   *
   * @param number one that {@link #isLineNumber} denies
   */
  public static String lineNumberRefusal(long number) {
    return "The line number is %d; the first line has number 1, and the highest there can be is %d."
        .formatted(number, HIGHEST_LINE);
  }

  /**
   * When a line was observed: as its publisher says, or where that cannot be, when Kafka took it.
   *
   * @param observedAt what the publisher says, milliseconds since the epoch
   * @param appendedAt when Kafka took the record, milliseconds since the epoch
   */
  public static long observed(long observedAt, long appendedAt) {
    boolean possible =
        observedAt >= EARLIEST_OBSERVED.toEpochMilli()
            && observedAt - OBSERVED_AHEAD.toMillis() <= appendedAt;
    return possible ? observedAt : appendedAt;
  }
}
