package firstbad.app.whole;

import firstbad.events.Alert;
import firstbad.events.AlertKind;
import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.ChangedFile;
import firstbad.events.CulpritFound;
import firstbad.events.EndedBy;
import firstbad.events.GitFacts;
import firstbad.events.Level;
import firstbad.events.LineCounts;
import firstbad.events.Outcome;
import firstbad.events.SearchKind;
import firstbad.events.Severity;
import firstbad.events.TitleCount;
import firstbad.events.Undelivered;
import firstbad.events.VerdictCounts;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Findings written straight into their topics, for tests of what comes after the topology. */
final class SentEvents {
  static final String COMMIT = "38970eac41db0031dcd337e124fab92a7105ed85";

  private final TestTopics topics;

  SentEvents(Pipeline pipeline) {
    this.topics = pipeline.topics();
  }

  void culprit(String id) {
    culprit(id, Level.HIGH, Map.of());
  }

  void culprit(String id, Level level, Map<String, String> labels) {
    send(Topic.CULPRITS, id, found(id, level).setLabels(labels).build());
  }

  void verification(String id, String key, VerificationSource source) {
    send(
        Topic.VERIFICATIONS,
        key,
        Verification.newBuilder()
            .setId(id)
            .setState(VerificationState.CONFIRMED)
            .setSource(source)
            .setMadeAt(Instant.now())
            .build());
  }

  void ending(String id, Outcome outcome, @Nullable String culprit) {
    Bisection.Builder head = head(id).setOutcome(outcome).setCulprit(culprit);
    send(Topic.BISECTIONS, id, head.setEndedAt(Instant.now()).build());
  }

  /** A search that left the bug and still runs. */
  void atStake(String id, Duration time) {
    Bisection.Builder head = head(id).setOutcome(Outcome.RUNNING);
    send(Topic.BISECTIONS, id, head.setAtStakeMs(time.toMillis()).build());
  }

  private static Bisection.Builder head(String id) {
    return Bisection.newBuilder()
        .setId(id)
        .setVersion(1)
        .setKind(SearchKind.CAUSE)
        .setRevisions(new VerdictCounts(9, 4, 5, 0))
        .setLines(
            LineCounts.newBuilder()
                .setRead(100)
                .setDuplicate(0)
                .setLate(0)
                .setConflict(0)
                .setMissing(0)
                .setUnknown(0)
                .build())
        .setStartedAt(Instant.now())
        .setLastLineAt(Instant.now());
  }

  /** What a repository says of the commit. */
  void gitFacts() {
    send(
        Topic.GIT_FACTS,
        COMMIT,
        GitFacts.newBuilder()
            .setCommit(COMMIT)
            .setTitle("made: up a commit")
            .setChangedFiles(List.of(new ChangedFile("net/made/up.c", false)))
            .setChangedFileCount(1)
            .setReadAt(Instant.now())
            .build());
  }

  /** A culprit of a search that has ended. */
  static CulpritFound.Builder found(String id, Level level) {
    return CulpritFound.newBuilder()
        .setId(id)
        .setKind(SearchKind.CAUSE)
        .setBugTitles(List.of(new TitleCount("WARNING in made_up", "WARNING", 10)))
        .setCommit(COMMIT)
        .setTitle("made: up a commit")
        .setChangedFiles(List.of("net/made/up.c"))
        .setChangedFileCount(1)
        .setRevisionsTested(9)
        .setAssessment(
            Assessment.newBuilder()
                .setId(id)
                .setVersion(1)
                .setSearchEnded(true)
                .setLevel(level)
                .setProbability(0.8)
                .setParameters("made")
                .setJudgedAt(Instant.now())
                .build())
        .setFoundAt(Instant.now())
        .setLineNumber(7)
        .setEndedBy(EndedBy.END_OF_LOG);
  }

  void alert(String id) {
    send(
        Topic.ALERTS,
        id,
        Alert.newBuilder()
            .setId(id)
            .setKind(AlertKind.DERAILED)
            .setSeverity(Severity.HIGH)
            .setOrdinal(5)
            .setCommit(COMMIT)
            .setLineNumber(98)
            .setMessage("Every crash here is another bug's.")
            .setRaisedAt(Instant.now())
            .build());
  }

  void send(Topic topic, String key, SpecificRecord event) {
    topics.send(topic, key, event);
  }

  /** Removes what is known under a key. */
  void nothing(Topic topic, String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    topics.begin(new ProducerRecord<>(topics.names().name(topic), bytes, null));
    topics.flush();
  }

  /** Keys of the records without a value. */
  List<String> removed(Topic topic) {
    List<String> keys = new ArrayList<>();
    topics.read(
        topics.names().name(topic),
        each -> {
          if (each.value() == null) {
            keys.add(new String(each.key(), StandardCharsets.UTF_8));
          }
        });
    return keys;
  }

  List<Undelivered> undelivered() {
    return topics.committed(Topic.UNDELIVERED, Undelivered.class);
  }

  <T extends SpecificRecord> List<T> all(Topic topic, Class<T> type) {
    Deserializer<T> values = topics.serdes().deserializer(type);
    List<T> events = new ArrayList<>();
    topics.read(
        topics.names().name(topic),
        each -> {
          if (each.value() != null) {
            events.add(values.deserialize(each.topic(), each.value()));
          }
        });
    return events;
  }
}
