package firstbad.app.read;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.story.Stories;
import firstbad.app.story.Story;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.made.MadeLogs;
import firstbad.schemas.Topic;
import firstbad.topology.event.Events;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A bisection that is read from its events. */
class LiveStoryTest {

  @Test
  void says_the_same_as_its_log_however_it_ended() throws IOException {
    Set<Outcome> met = EnumSet.noneOf(Outcome.class);
    for (int seed = 0; seed < 100; seed++) {
      Story read = Stories.of(String.join("\n", MadeLogs.whole(seed).lines()) + "\n");
      LiveStory live = new LiveStory(read.head().id());
      take(live, read);
      Story told = live.story().orElseThrow();
      assertThat(told.summary()).as("seed %d", seed).isEqualTo(read.summary());
      met.add(read.head().outcome());
    }
    assertThat(met).contains(Outcome.CULPRIT_FOUND, Outcome.INCONCLUSIVE, Outcome.FAILED);
  }

  private static void take(LiveStory live, Story read) {
    String id = read.head().id();
    Assessment assessment = read.assessment();
    if (assessment != null) {
      live.take(Topic.ASSESSMENTS, id, Events.assessment(assessment));
    }
    for (Revision revision : read.revisions()) {
      live.take(Topic.REVISIONS, id + "/" + revision.ordinal(), Events.revision(revision));
    }
    if (read.culprit() != null) {
      live.take(Topic.CULPRITS, id, Events.culprit(read.culprit()));
    }
    live.take(Topic.BISECTIONS, id, Events.bisection(read.head()));
  }
}
