package firstbad.app.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.cli.Problem;
import firstbad.app.deliver.receiver.Pauses;
import firstbad.events.GitFacts;
import firstbad.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What deliveries know of verifications and git facts while Kafka comes and goes. */
class LaterKnownTest {
  private static final String COMMIT = "38970eac41db0031dcd337e124fab92a7105ed85";

  @Test
  void it_reads_again_after_it_could_not() throws Exception {
    AtomicInteger readings = new AtomicInteger();
    CountDownLatch third = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    LaterKnown.Reading reading =
        known -> {
          switch (readings.incrementAndGet()) {
            case 1 -> throw new Problem("The brokers cannot be reached.");
            case 2 -> {
              known.take(Topic.GIT_FACTS, COMMIT, facts("made: an old fact"));
              throw new IllegalStateException("a fault of our own");
            }
            default -> {
              known.take(Topic.GIT_FACTS, "0".repeat(40), facts("made: another"));
              third.countDown();
              try {
                closed.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          }
        };
    try (LaterKnown known =
        new LaterKnown(reading, new Pauses(Duration.ofMillis(1), Duration.ofMillis(5)))) {
      known.begin();
      assertThat(third.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(known.of("job-1", "0".repeat(40)).git()).isNotEmpty();
      assertThat(known.of("job-1", COMMIT).git()).as("not read any more").isEmpty();
      closed.countDown();
    }
  }

  private static GitFacts facts(String title) {
    return GitFacts.newBuilder()
        .setCommit(COMMIT)
        .setTitle(title)
        .setParents(List.of())
        .setChangedFiles(List.of())
        .setChangedFileCount(1)
        .setFunctions(List.of())
        .setFirstRelease("v5.16")
        .setFixedBy(List.of())
        .setRevertedBy(List.of())
        .setFrames(List.of())
        .setReadAt(Instant.EPOCH)
        .build();
  }
}
