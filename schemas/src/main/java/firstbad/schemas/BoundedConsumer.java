package firstbad.schemas;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * A consumer none of whose polls brings more bytes than fit into the memory. Kafka bounds a fetch
 * by its packed size and a poll by the number of its records, and long records that resemble each
 * other pack a thousand to one. Only a record that is larger by itself comes all the same, alone.
 */
public class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {
  private final PollBudget budget;

  /** With a share of the heap for what one poll brings. */
  public BoundedConsumer(Map<String, Object> config) {
    this(config, PollBudget.SHARE_OF_HEAP);
  }

  /**
   * @param bytes that the records of one poll have at most, unpacked
   */
  BoundedConsumer(Map<String, Object> config, long bytes) {
    this(config, new PollBudget(bytes));
  }

  private BoundedConsumer(Map<String, Object> config, PollBudget budget) {
    super(config, budget.keys(), budget.values());
    this.budget = budget;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    budget.begin();
    return super.poll(timeout);
  }
}
