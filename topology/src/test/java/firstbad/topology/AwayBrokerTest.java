package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.CulpritFound;
import firstbad.events.EndedBy;
import firstbad.schemas.Topic;
import firstbad.topology.assemble.SilenceLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that is away while a publisher holds the rest of a log: nothing was silent. */
@Tag("slow")
class AwayBrokerTest {
  private static final int END = SeedLog.LINES.size() + 1;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 30})
  void a_log_whose_rest_waits_in_its_publisher_ends_by_its_end(int seconds) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        LiveTopology live = new LiveTopology(kafka, "away.", folder);
        BisectionTopology topology = live.instance("one", SilenceLimits.DEFAULT)) {
      topology.start();
      LiveTopology.awaitRunning(topology);
      live.publish("waits", 1, SeedLog.LINES);
      LiveTopology.await(
          "the log up to its trailer", () -> topology.lines().applied() == SeedLog.LINES.size());
      live.warmUp();
      kafka.broker().stop();
      CompletableFuture<Void> held = CompletableFuture.runAsync(() -> live.end("waits", END));
      TimeUnit.SECONDS.sleep(seconds); // the broker is away for so long, which is the case
      if (seconds == 30) {
        assertThat(topology.stuck()).isTrue();
        assertThat(topology.health().sentence()).startsWith("Kafka has not answered for ");
      }
      kafka.broker().start();
      held.get();
      LiveTopology.await(
          "the culprit", () -> live.committed(Topic.CULPRITS, CulpritFound.class).size() == 1);
      assertThat(live.committed(Topic.CULPRITS, CulpritFound.class))
          .extracting(CulpritFound::getEndedBy)
          .isEqualTo(List.of(EndedBy.END_OF_LOG));
      assertThat(topology.health().alive()).isTrue();
      LiveTopology.await("that Kafka answers", () -> !topology.stuck());
    }
  }
}
