package firstbad.app.deliver;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.read.EventReader;
import firstbad.events.Undelivered;
import firstbad.events.UndeliveredState;
import firstbad.schemas.Topic;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** What reached nobody and still waits for somebody. For one thread. */
final class OpenUndelivered implements EventReader.Handler, AutoCloseable {
  private final Map<String, Undelivered> open = new LinkedHashMap<>();
  private final EventReader reader;

  private OpenUndelivered(EventReader reader) {
    this.reader = reader;
  }

  /**
   * Reads the topic to its end.
   *
   * @param err told what is waited for where that takes more than a moment
   * @throws Problem when Kafka does not let it
   */
  static OpenUndelivered read(KafkaOptions kafka, PrintWriter err) {
    OpenUndelivered topic = new OpenUndelivered(EventReader.open(kafka, err));
    try {
      topic.reader.begin(Topic.UNDELIVERED);
      topic.reader.takeAll(topic);
      return topic;
    } catch (RuntimeException e) {
      topic.close();
      throw e;
    }
  }

  /** All of it, as last read, by its key, oldest first. */
  Map<String, Undelivered> now() {
    return new LinkedHashMap<>(open);
  }

  /** Reads on to the end of the topic, and says whether this one still waits. */
  boolean stillHas(String key) {
    reader.takeAll(this);
    return open.containsKey(key);
  }

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    Undelivered record = (Undelivered) event;
    if (record.getState() == UndeliveredState.FAILED) {
      open.put(key, record);
    } else {
      open.remove(key);
    }
  }

  @Override
  public void removed(Topic topic, String key) {
    open.remove(key); // 'firstbad forget'
  }

  @Override
  public void close() {
    reader.close();
  }
}
