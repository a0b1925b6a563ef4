package firstbad.schemas;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * A client for a few questions to Kafka, whose end waits for no answer: Kafka's own end of it waits
 * for all that was asked, and beside a broker that is silent that may be for good.
 */
public record AdminSession(Admin admin) implements AutoCloseable {

  /**
   * A client with these properties.
   *
   * @throws org.apache.kafka.common.KafkaException when there is none with them
   */
  public static AdminSession of(Map<String, Object> properties) {
    return new AdminSession(Admin.create(properties));
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
