package firstbad.publisher;

import firstbad.bisection.intake.LineDecoder;
import firstbad.schemas.Limits;
import firstbad.schemas.NewHeaders;
import firstbad.schemas.RecordHeader;
import firstbad.schemas.RunHeader;
import firstbad.schemas.TraceParent;
import firstbad.schemas.UnfinishedHeader;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One log on its way to Kafka. Lines get their numbers here, from 1; what is in Kafka is at any
 * time the beginning of the log, without a hole.
 *
 * <p>For one thread at a time. A call may wait while too much is under way.
 */
public final class Publication {
  private final LineSender sender;
  private final Acknowledgements.OfLog sent;
  private final String id;
  private Map<String, String> labels;
  private final InstantSource observed;
  private final Headers headers = NewHeaders.none();

  private long next;
  private boolean labelled;
  private boolean ended;
  private volatile long durable;
  private volatile boolean endDurable;

  Publication(
      LineSender sender, String id, Map<String, String> labels, long next, InstantSource observed) {
    this.sender = sender;
    this.sent = sender.ofLog();
    this.observed = observed;
    this.id = id;
    this.labels = labels;
    this.next = next;
    this.durable = next - 1;
    headers.add(RunHeader.NAME, RunHeader.value(anyRun()));
  }

  /**
   * Gives the lines from here on a trace, which leads to the culprit and the alerts that follow.
   *
   * @param traceParent as the W3C's trace context writes it; what is none is left out
   */
  public void traced(@Nullable String traceParent) {
    headers.remove(RecordHeader.TRACE.header());
    TraceParent.add(traceParent, headers);
  }

  /** The next line carries these labels, where they are others. */
  void labelled(Map<String, String> now) {
    labelled &= labels.equals(now);
    labels = now;
  }

  /** The bisection's id. */
  public String id() {
    return id;
  }

  /** The number that the next line gets. */
  public long next() {
    return next;
  }

  /**
   * Sends the next line, without its line feed and carriage returns before it. A text over 256 KiB
   * of UTF-8 is cut; lines that come from a {@link LineDecoder} have been already.
   *
   * @return its number
   * @throws IllegalArgumentException when the text holds a line feed
   * @throws RefusedException when the log has more lines than there are numbers
   * @throws IllegalStateException after the end
   * @throws PublishException when Kafka does not take it; nothing more can be sent then
   */
  public long line(String text) {
    return line(text, false);
  }

  /**
   * The same.
   *
   * @param unfinished whether it has no line feed, so that it may be a part of a line
   */
  long line(String text, boolean unfinished) {
    if (text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a line must not hold a line feed: line " + next);
    }
    requireOpen();
    // The end needs a number too.
    if (next >= Limits.HIGHEST_LINE) {
      throw new RefusedException(
          "The log %s has more than %d lines; publish the rest under an id of its own."
              .formatted(id, Limits.HIGHEST_LINE - 1));
    }
    long number = next++;
    NumberedLine line = new NumberedLine(number, bounded(text), labelsOnce(), observed.millis());
    if (unfinished) {
      UnfinishedHeader.add(headers);
    }
    sender.send(sent, id, headers, line, () -> durable = Math.max(durable, number));
    UnfinishedHeader.remove(headers);
    return number;
  }

  /**
   * Says that the log is complete, with a record of its own after the last line. May be said once
   * for each publication; a second publication of the same log says it again, harmlessly.
   */
  public void end() {
    // The labels go along again: who reads the end alone knows them too.
    end(labels);
  }

  /** Says that the log is complete, with labels of which some may be known only now. */
  void end(Map<String, String> all) {
    requireOpen();
    ended = true;
    NumberedLine end = new NumberedLine(next, null, all, observed.millis());
    sender.send(sent, id, headers, end, () -> endDurable = true);
  }

  /** Number of the last line up to which all are durable in Kafka. */
  public long durable() {
    return durable;
  }

  /** Whether the end of the log was said here and is durable in Kafka. */
  public boolean endDurable() {
    return endDurable;
  }

  /**
   * Waits until everything sent so far of this log is durable.
   *
   * @return number of the last line
   * @throws PublishException when it cannot be made so
   */
  public long awaitDurable() {
    sent.await();
    return durable;
  }

  private static long anyRun() {
    return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  }

  private Map<String, String> labelsOnce() {
    if (labelled) {
      return Map.of();
    }
    labelled = true;
    return labels;
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("the log " + id + " has already ended");
    }
  }

  private static String bounded(String line) {
    String text = LineDecoder.withoutLineEnd(line);
    return text.length() * 3L <= LineDecoder.LINE_BYTES ? text : LineDecoder.cut(text);
  }
}
