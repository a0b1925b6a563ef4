package firstbad.app.whole;

import firstbad.embedded.EmbeddedKafka;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A broker of its own for each test, commands that read it, and events that were sent to it. */
abstract class EventsInKafka {
  @TempDir Path folder;
  EmbeddedKafka kafka;
  Pipeline pipeline;
  SentEvents sent;

  @BeforeEach
  void start() {
    kafka = EmbeddedKafka.started(folder.resolve("kafka"));
    pipeline = new Pipeline(kafka);
    sent = new SentEvents(pipeline);
  }

  @AfterEach
  void stop() {
    pipeline.close();
    kafka.close();
  }
}
