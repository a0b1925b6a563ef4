package firstbad.publisher;

import firstbad.schemas.Ids;
import firstbad.schemas.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * Publishes the lines of bisection logs, one record for each line.
 *
 * <p>What is promised:
 *
 * <ul>
 *   <li>Lines are numbered from 1 and the end of a log is a record of its own, so that a log may be
 *       published again as a whole at any time, from any machine: readers know by its number what
 *       they have read. That is also how to go on after a crash: publish the log again.
 *   <li>What is in Kafka of a log is always its beginning without a hole: records are acknowledged
 *       by all replicas in sync, never reordered, and after the first failure nothing more is sent.
 *   <li>{@link Publication#durable} counts only what Kafka has acknowledged.
 *   <li>No more than 64 MiB wait in memory; then {@link Publication#line} waits.
 * </ul>
 *
 * <p>Safe for several threads, each with publications of its own.
 */
public final class LogPublisher implements AutoCloseable {
  private final LineSender sender;

  /**
   * Connects.
   *
   * @throws PublishException when broker or registry cannot be reached in time, refuse us, or lack
   *     the topic or its schema; the sentence says which
   */
  public static LogPublisher open(Destination destination) {
    return new LogPublisher(Connection.open(destination));
  }

  LogPublisher(LineSender sender) {
    this.sender = sender;
  }

  /** Begins a log with line 1. */
  public Publication begin(String id, Map<String, String> labels) {
    return resume(id, labels, 1);
  }

  /**
   * Goes on with a log of which the lines before are in Kafka or lost.
   *
   * @param next the number that the next line gets, 1 to {@link Limits#HIGHEST_LINE}
   * @throws RefusedException when the id or a label cannot be
   */
  public Publication resume(String id, Map<String, String> labels, long next) {
    return resume(id, labels, next, sender.clock());
  }

  /**
   * The same with times of one's own.
   *
   * @param observed says for each line when it was observed; Kafka's time counts instead where that
   *     is before 2000 or more than a day ahead
   */
  Publication resume(String id, Map<String, String> labels, long next, InstantSource observed) {
    requireLegal(id);
    if (!Limits.isLineNumber(next)) {
      throw new IllegalArgumentException(Limits.lineNumberRefusal(next));
    }
    return new Publication(sender, id, Labels.checked(labels), next, observed);
  }

  static void requireLegal(String id) {
    if (!Ids.isLegal(id)) {
      throw new RefusedException(Ids.refusal(id));
    }
  }

  /**
   * Publishes a complete log and waits until it is durable.
   *
   * @param lines without line feeds
   * @return how many lines are durable in Kafka: all
   */
  public long publish(String id, Map<String, String> labels, Iterable<String> lines) {
    Publication log = begin(id, labels);
    lines.forEach(log::line);
    log.end();
    return log.awaitDurable();
  }

  /** The topic that the lines go to. */
  public String topic() {
    return sender.topic().name();
  }

  /** The topic's own id, another one when it was deleted and created again. */
  public String topicId() {
    return sender.topic().id();
  }

  /**
   * For how long a line has waited that was taken and is not durable yet, to a tenth of a second;
   * zero where none does.
   */
  public Duration longestWait() {
    return sender.longestWait();
  }

  /** Whether nothing more can be sent, of any log. */
  public boolean failed() {
    return sender.failed();
  }

  /**
   * Waits until everything sent so far is durable, and closes the connections.
   *
   * @throws PublishException when something is not, unless an earlier call said so
   */
  @Override
  public void close() {
    sender.close();
  }
}
