package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import firstbad.embedded.EmbeddedKafka;
import firstbad.topology.assemble.SilenceLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A stop while lines come is a clean one: the local copy of the state is good for the next start.
 */
@Tag("slow")
class StopUnderLoadTest {
  private static final int LINES = 2_000;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @Test
  void the_next_start_does_not_make_the_state_again() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        LiveTopology live = new LiveTopology(kafka, "load.", folder)) {
      CompletableFuture<Void> load = CompletableFuture.runAsync(() -> publish(live, enough));
      List<String> ofTheFirst = run(live);
      List<String> ofTheSecond = run(live);
      enough.set(true);
      load.get();

      assertThat(ofTheFirst).noneMatch(StopUnderLoadTest::startsAnew);
      assertThat(ofTheSecond).noneMatch(StopUnderLoadTest::startsAnew);
      assertThat(ofTheSecond).anyMatch(said -> said.contains("from checkpoint"));
    }
  }

  /** Runs until lines were applied, stops amid the others; returns what Kafka said of it. */
  private List<String> run(LiveTopology live) throws InterruptedException {
    Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka.streams");
    Level before = kafka.getLevel();
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    kafka.addAppender(said);
    kafka.setLevel(Level.INFO);
    try (BisectionTopology topology = live.instance("one", SilenceLimits.DEFAULT)) {
      topology.start();
      LiveTopology.await("lines", () -> topology.lines().applied() > LINES);
    } finally {
      kafka.setLevel(before);
      kafka.detachAppender(said);
    }
    return List.copyOf(said.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static boolean startsAnew(String said) {
    return said.contains("wipe out the local state") || said.contains("Deleting obsolete");
  }

  private static void publish(LiveTopology live, AtomicBoolean enough) {
    for (int log = 0; !enough.get(); log++) {
      live.publish("log-" + log, 1, SeedLog.LINES);
    }
  }
}
