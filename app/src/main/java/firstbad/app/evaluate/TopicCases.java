package firstbad.app.evaluate;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.read.EventReader;
import firstbad.app.read.FromEvents;
import firstbad.app.story.Story;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Revision;
import firstbad.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Bisections that have ended, from what the topics say of them, ordered by id. */
final class TopicCases implements EventReader.Handler {
  private final NavigableMap<String, TopicCase> byId = new TreeMap<>();

  /** What came of one bisection so far, in any order of the topics. */
  private static final class TopicCase {
    private final NavigableMap<Integer, Revision> revisions = new TreeMap<>();
    private @Nullable Bisection head;
    private @Nullable CulpritFound culprit;
    private @Nullable Assessment assessment;

    void take(Bisection next) {
      head = head == null || head.version() <= next.version() ? next : head;
    }

    void take(Revision next) {
      revisions.merge(
          next.ordinal(), next, (old, now) -> old.version() <= now.version() ? now : old);
    }

    void take(Assessment next) {
      assessment = assessment == null || assessment.version() <= next.version() ? next : assessment;
    }

    @Nullable Case end(String id) {
      return head == null
          ? null
          : Case.of(
              new Story(
                  id,
                  head,
                  List.copyOf(revisions.values()),
                  culprit,
                  assessment,
                  Map.of(),
                  List.of()));
    }
  }

  static List<Case> read(KafkaOptions kafka) {
    TopicCases all = new TopicCases();
    try (EventReader reader = EventReader.open(kafka)) {
      reader.begin(Topic.BISECTIONS, Topic.REVISIONS, Topic.CULPRITS, Topic.ASSESSMENTS);
      reader.takeAll(all);
    }
    List<Case> cases = new ArrayList<>();
    all.byId.forEach(
        (id, each) -> {
          Case ended = each.end(id);
          if (ended != null) {
            cases.add(ended);
          }
        });
    return cases;
  }

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    switch (topic) {
      case BISECTIONS -> of(key).take(FromEvents.record(event, Bisection.class));
      case REVISIONS -> {
        Revision next = FromEvents.record(event, Revision.class);
        of(next.bisectionId()).take(next);
      }
      case CULPRITS -> of(key).culprit = FromEvents.record(event, CulpritFound.class);
      case ASSESSMENTS -> of(key).take(FromEvents.record(event, Assessment.class));
      default -> {}
    }
  }

  private TopicCase of(String id) {
    return byId.computeIfAbsent(id, none -> new TopicCase());
  }
}
