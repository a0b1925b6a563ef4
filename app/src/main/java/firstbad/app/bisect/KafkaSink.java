package firstbad.app.bisect;

import firstbad.publisher.Destination;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import java.util.Map;

/** Lines into Kafka. */
final class KafkaSink implements LineSink {
  private final LogPublisher publisher;
  private final Publication log;

  /**
   * Connects.
   *
   * @throws firstbad.publisher.PublishException when that cannot be done
   */
  KafkaSink(Destination destination, String id, Map<String, String> labels) {
    publisher = LogPublisher.open(destination);
    log = publisher.begin(id, labels);
  }

  @Override
  public void line(String text) {
    log.line(text);
  }

  @Override
  public void flush() {}

  @Override
  public void end() {
    log.end();
    log.awaitDurable();
  }

  @Override
  public void close() {
    publisher.close();
  }
}
