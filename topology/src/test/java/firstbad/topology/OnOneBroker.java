package firstbad.topology;

import firstbad.embedded.EmbeddedKafka;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** One broker and one registry for all tests of a class, and a folder for each. */
abstract class OnOneBroker {
  @SuppressWarnings("NullAway.Init") // set before all tests
  static EmbeddedKafka kafka;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.started();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }
}
