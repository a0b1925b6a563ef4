package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.read.LiveStory;
import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.Blame;
import firstbad.events.CommitRange;
import firstbad.events.CulpritFound;
import firstbad.events.Revision;
import firstbad.events.RunCounts;
import firstbad.schemas.Topic;
import firstbad.topology.event.Events;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** A report as JSON calls everything what the events call it. */
class StoryJsonTest {
  /** What no event has: the input, the report's sentences, sums of this log alone. */
  private static final Set<String> OF_THE_REPORT = Set.of("file", "story", "crash_counts");

  /** What an assessment says of itself as a record of a topic. */
  private static final Set<String> OF_THE_RECORD = Set.of("id", "version", "ordinal", "judged_at");

  @Test
  void fieldsHaveTheNamesOfTheEvents() throws IOException {
    JsonNode report = new ObjectMapper().readTree(StoryJson.of(Stories.sample()));

    Set<String> top = names(report);
    top.removeAll(OF_THE_REPORT);
    top.remove("assessment");
    Set<String> known = names(Bisection.getClassSchema());
    known.addAll(names(CulpritFound.getClassSchema()));
    assertThat(known).containsAll(top);
    JsonNode revision = report.at("/revisions/4");
    assertThat(names(Revision.getClassSchema())).containsAll(names(revision));
    assertThat(names(RunCounts.getClassSchema())).containsAll(names(revision.path("runs")));
    assertThat(names(revision.path("supported_range")))
        .isEqualTo(names(CommitRange.getClassSchema()));
  }

  @Test
  void theAssessmentIsThatOfTheTopic() throws IOException {
    JsonNode assessment =
        new ObjectMapper().readTree(StoryJson.of(Stories.sample())).path("assessment");

    Set<String> expected = names(Assessment.getClassSchema());
    expected.removeAll(OF_THE_RECORD);
    expected.add("blamed_commit"); // the report's own, beside the whole of it
    assertThat(names(assessment)).isEqualTo(expected);
    Set<String> blame = names(Blame.getClassSchema());
    blame.addAll(Set.of("title", "lost")); // the report's own short names
    assertThat(names(assessment.path("derailed"))).isEqualTo(blame);
    assertThat(names(assessment.path("blamed"))).isEqualTo(blame);
    assertThat(assessment.at("/derailed/ordinal").asInt()).isEqualTo(5);
    assertThat(assessment.at("/supported_range/commits").asInt()).isEqualTo(3330);
  }

  /** What comes from a topic has no file, and all that its revisions say. */
  @Test
  void aStoryFromATopicCountsItsCrashesAndNamesNoFile() throws IOException {
    Story sample = Stories.sample();
    LiveStory live = new LiveStory("hidraw-release");
    live.take(Topic.BISECTIONS, "hidraw-release", Events.bisection(sample.head()));
    for (firstbad.bisection.finding.Revision revision : sample.revisions()) {
      live.take(Topic.REVISIONS, "hidraw-release/" + revision.ordinal(), Events.revision(revision));
    }

    JsonNode read = new ObjectMapper().readTree(StoryJson.of(sample));
    JsonNode shown = new ObjectMapper().readTree(StoryJson.of(live.story().orElseThrow()));
    assertThat(shown.path("crash_counts")).isNotEmpty().isEqualTo(read.path("crash_counts"));
    assertThat(shown.path("file").isNull()).isTrue();
    assertThat(read.path("file").asText()).isEqualTo("hidraw-release");
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> names(Schema schema) {
    Set<String> names = new TreeSet<>();
    schema.getFields().forEach(field -> names.add(field.name()));
    return names;
  }
}
