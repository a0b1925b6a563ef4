package firstbad.topology.read;

import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How long culprits and alerts take, from when Kafka had the line that they follow from, which for
 * a culprit is mostly the end of its log, until they are committed and can be read; and how long
 * the commits take by themselves. What follows from a silence counts from when it was long enough.
 * Safe for use by several threads.
 */
public final class FindingTimes {

  /** Hears of each commit, in the thread that has made it. */
  public interface Listener {
    /**
     * A finding can be read.
     *
     * @param topic of the culprits or of the alerts
     * @param after its line was in Kafka, by the brokers' clock; 0 or more
     */
    void found(Topic topic, Duration after);

    /** A commit has succeeded, and took so long. */
    void committed(Duration took);
  }

  private static final Listener NOBODY =
      new Listener() {
        @Override
        public void found(Topic topic, Duration after) {}

        @Override
        public void committed(Duration took) {}
      };

  private final Map<String, Topic> measured;
  private final BrokerClock clock;
  private volatile Listener listener = NOBODY;

  public FindingTimes(Topics topics, BrokerClock clock) {
    this.measured =
        Map.of(
            topics.name(Topic.CULPRITS), Topic.CULPRITS, topics.name(Topic.ALERTS), Topic.ALERTS);
    this.clock = clock;
  }

  /** From now on this one hears of commits, and nobody else. */
  public void onCommit(Listener listener) {
    this.listener = listener;
  }

  /** For one producer, whose thread makes one transaction after the other. */
  Transaction transaction() {
    return new Transaction();
  }

  /** What was sent since the last commit. For one thread. */
  final class Transaction {
    private record Sent(Topic topic, long lineAt) {}

    private final List<Sent> sent = new ArrayList<>();

    /** The topology gives a finding the time of its line. */
    void sending(ProducerRecord<byte[], byte[]> record) {
      Topic topic = measured.get(record.topic());
      if (topic != null && record.value() != null && record.timestamp() != null) {
        sent.add(new Sent(topic, record.timestamp()));
      }
    }

    /**
     * All of it can be read now.
     *
     * @param nanos that the commit took
     */
    void committed(long nanos) {
      long now = clock.brokerTime();
      listener.committed(Duration.ofNanos(nanos));
      for (Sent each : sent) {
        listener.found(each.topic(), Duration.ofMillis(Math.max(0, now - each.lineAt())));
      }
      sent.clear();
    }

    /** Nobody will read any of it. */
    void aborted() {
      sent.clear();
    }
  }
}
