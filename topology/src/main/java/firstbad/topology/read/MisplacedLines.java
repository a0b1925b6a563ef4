package firstbad.topology.read;

import firstbad.schemas.OncePerMinute;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines in a partition that is not the one of their bisection, since their producer has another
 * partitioner than Kafka's own. They are refused: where one producer puts a log here and another
 * there, it would be two bisections; and culprits and requests to forget, which lie where Kafka's
 * partitioner puts them, would not be found beside their lines.
 */
public final class MisplacedLines {
  private static final Logger LOG = LoggerFactory.getLogger(MisplacedLines.class);

  private final NamedBefore named;
  private final LineCounters counters;
  private final OncePerMinute said = new OncePerMinute();

  /**
   * @param named knows which partition a culprit has
   */
  public MisplacedLines(NamedBefore named, LineCounters counters) {
    this.named = named;
    this.counters = counters;
  }

  /**
   * Why a bisection that is not known in this partition cannot begin in it, a sentence; empty where
   * it can.
   */
  public Optional<String> refusal(String id, int partition) {
    int own = named.partitionOf(id);
    if (own == partition || own == NamedBefore.ANY) {
      return Optional.empty();
    }
    counters.unreadable.increment();
    String sentence =
        "The id %s belongs to partition %d, and this record is in partition %d: its producer has another partitioner than Kafka's own. Set it (librdkafka: partitioner=murmur2_random), then resend this record."
            .formatted(id, own, partition);
    said.due("misplaced")
        .ifPresent(
            more ->
                LOG.warn(
                    "A line goes to the dead letters, as did {} more since the last such message. {}",
                    more,
                    sentence));
    return Optional.of(sentence);
  }
}
