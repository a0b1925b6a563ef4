package firstbad.server.ingest;

import firstbad.publisher.Destination;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.PublishException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publisher that all uploads share. One that has failed sends nothing more, so that no log gets
 * a hole; the next upload gets a new one.
 */
final class PublisherSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublisherSource.class);

  /** Those who come while Kafka is away hear so at once, and not one after the other. */
  private static final long ASK_AGAIN_NS = Duration.ofSeconds(3).toNanos();

  private final Destination destination;

  /** Since when uploads wait for a connection, each in its thread. */
  private final Map<Thread, Long> connecting = new ConcurrentHashMap<>();

  private volatile @Nullable LogPublisher open;
  private @Nullable PublishException refused;
  private long refusedAt;

  PublisherSource(Destination destination) {
    this.destination = destination;
  }

  /**
   * The publisher, connected.
   *
   * @throws PublishException when Kafka or the registry do not answer
   */
  LogPublisher current() {
    connecting.put(Thread.currentThread(), System.nanoTime());
    try {
      return connected();
    } finally {
      connecting.remove(Thread.currentThread());
    }
  }

  private synchronized LogPublisher connected() {
    LogPublisher known = open;
    if (known != null) {
      return known;
    }
    if (refused != null && System.nanoTime() - refusedAt < ASK_AGAIN_NS) {
      throw new PublishException(String.valueOf(refused.getMessage()), refused);
    }
    try {
      LogPublisher made = LogPublisher.open(destination);
      open = made;
      refused = null;
      return made;
    } catch (PublishException e) {
      refused = e;
      refusedAt = System.nanoTime();
      throw e;
    }
  }

  /**
   * For how long a line, or an upload that cannot begin, has waited for Kafka, in milliseconds; 0
   * where none does. Every answer says it, so it does not wait for those who connect.
   */
  long waitedMillis() {
    LogPublisher known = open;
    long line = known == null ? 0 : known.longestWait().toMillis();
    long now = System.nanoTime();
    long upload = connecting.values().stream().mapToLong(since -> now - since).max().orElse(0);
    return Math.max(line, TimeUnit.NANOSECONDS.toMillis(upload));
  }

  /** An upload has failed; where its publisher has, nobody else is to get it. */
  synchronized void failed(LogPublisher publisher) {
    if (open == publisher && publisher.failed()) {
      open = null;
      closed(publisher);
    }
  }

  private static void closed(LogPublisher publisher) {
    try {
      publisher.close();
    } catch (PublishException e) {
      LOG.warn("Not everything that was sent is durable: {}", e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    LogPublisher last = open;
    if (last != null) {
      open = null;
      closed(last);
    }
  }
}
