package firstbad.app.read;

import firstbad.app.story.Story;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Finding.NotUnderstood;
import firstbad.bisection.finding.Revision;
import firstbad.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One bisection as its events tell it. They come from several topics, so in any order among these:
 * a version older than what is known changes nothing.
 */
public final class LiveStory implements EventReader.Handler {
  private final String id;
  private final NavigableMap<Integer, Revision> revisions = new TreeMap<>();
  private final NavigableMap<String, CommitCrashCounts> crashes = new TreeMap<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final Verifications verifications;
  private @Nullable Bisection head;
  private @Nullable CulpritFound culprit;
  private @Nullable Assessment assessment;
  private int culprits;

  public LiveStory(String id) {
    this.id = id;
    this.verifications = new Verifications(id);
  }

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    verifications.take(topic, key, event);
    if (topic == Topic.BISECTIONS && key.equals(id)) {
      Bisection next = FromEvents.record(event, Bisection.class);
      if (head == null || head.version() <= next.version()) {
        head = next;
      }
    } else if (topic == Topic.REVISIONS && key.startsWith(id + "/")) {
      Revision next = FromEvents.record(event, Revision.class);
      if (next.bisectionId().equals(id)) {
        revisions.merge(
            next.ordinal(), next, (old, now) -> old.version() <= now.version() ? now : old);
      }
    } else if (topic == Topic.ASSESSMENTS && key.equals(id)) {
      Assessment next = FromEvents.record(event, Assessment.class);
      if (assessment == null || assessment.version() <= next.version()) {
        assessment = next;
      }
    } else if (topic == Topic.CULPRITS && key.equals(id)) {
      culprit = FromEvents.record(event, CulpritFound.class);
      culprits++;
    } else if (topic == Topic.ALERTS && key.equals(id)) {
      alerts.add(FromEvents.record(event, Alert.class));
    } else if (topic == Topic.CRASH_COUNTS) {
      crashes.put(key, CommitCrashCounts.of((firstbad.events.CrashCounts) event));
    }
  }

  @Override
  public void removed(Topic topic, String key) {
    verifications.removed(topic, key);
    if (topic == Topic.CRASH_COUNTS) {
      crashes.remove(key);
    } else if (topic == Topic.REVISIONS) {
      revisions.keySet().removeIf(ordinal -> key.equals(id + "/" + ordinal));
    } else if (key.equals(id)) {
      removed(topic);
    }
  }

  private void removed(Topic topic) {
    switch (topic) {
      case BISECTIONS -> head = null;
      case CULPRITS -> {
        culprit = null;
        culprits = 0;
      }
      case ALERTS -> alerts.clear();
      default -> {}
    }
  }

  /** What is known; empty as long as nothing is. */
  public Optional<Story> story() {
    return Optional.ofNullable(head)
        .map(
            known ->
                new Story(
                    null,
                    known,
                    List.copyOf(revisions.values()),
                    culprit,
                    judged(),
                    known.unknownLines().stream().map(LiveStory::notUnderstood).toList(),
                    verifications.all()));
  }

  /** A culprit brings its own; the topic of assessments may be read later than that of culprits. */
  private @Nullable Assessment judged() {
    return culprit != null && (assessment == null || !assessment.searchEnded())
        ? culprit.assessment()
        : assessment;
  }

  private static NotUnderstood notUnderstood(Bisection.UnknownLine line) {
    return new NotUnderstood(line.number(), line.text());
  }

  /** What was found out about its result. */
  public Verifications verifications() {
    return verifications;
  }

  /** What crashed at a commit, in all bisections; empty as long as nothing was counted. */
  public Optional<CommitCrashCounts> crashesAt(String commit) {
    return Optional.ofNullable(crashes.get(commit));
  }

  /** The alerts so far, in the order in which they were raised. */
  public List<Alert> alerts() {
    return List.copyOf(alerts);
  }

  /** How many culprit events have come; more than one would be a mistake of the pipeline. */
  public int culprits() {
    return culprits;
  }
}
