package firstbad.app.read;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.CrashCounts;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.Topic;
import firstbad.schemas.VerificationRules;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What 'firstbad forget' removed may still be in a topic, before its tombstone. */
class RemovedTest {
  private static final String COMMIT = "4d92b95ff2f94d92b95ff2f94d92b95ff2f94d92";

  @Test
  void of_verifications_only_that_of_the_source_goes() {
    Verifications all = new Verifications("ci/1");
    take(all, VerificationSource.PERSON, VerificationState.REFUTED);
    take(all, VerificationSource.REVERT, VerificationState.CONFIRMED);
    all.removed(Topic.VERIFICATIONS, "ci/1/PERSON");
    all.removed(Topic.VERIFICATIONS, "ci/2/REVERT");
    all.removed(Topic.CULPRITS, "ci/1/REVERT");
    assertThat(all.standing()).isEqualTo(CulpritStanding.CONFIRMED);
    all.removed(Topic.VERIFICATIONS, "ci/1/REVERT");
    assertThat(all.standing()).isEqualTo(CulpritStanding.OPEN);
  }

  @Test
  void counts_that_were_removed_are_not_shown() {
    LiveStory story = new LiveStory("ci/1");
    CrashCounts counts =
        CrashCounts.newBuilder()
            .setCommit(COMMIT)
            .setBisections(1)
            .setRevisions(1)
            .setCrashed(1)
            .setOk(0)
            .setInconclusive(0)
            .setEstimatedRuns(0)
            .setFirstObservedAt(Instant.EPOCH)
            .setLastObservedAt(Instant.EPOCH)
            .setTypes(List.of())
            .build();
    story.take(Topic.CRASH_COUNTS, COMMIT, counts);
    assertThat(story.crashesAt(COMMIT)).isPresent();
    story.removed(Topic.CRASH_COUNTS, COMMIT);
    assertThat(story.crashesAt(COMMIT)).isEmpty();
  }

  private static void take(
      EventReader.Handler handler, VerificationSource source, VerificationState state) {
    Verification said =
        Verification.newBuilder()
            .setId("ci/1")
            .setSource(source)
            .setState(state)
            .setCulprit(COMMIT)
            .setMadeAt(Instant.EPOCH)
            .build();
    handler.take(Topic.VERIFICATIONS, VerificationRules.key(said), said);
  }
}
