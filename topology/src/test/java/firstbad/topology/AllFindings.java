package firstbad.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import firstbad.events.LogLine;
import firstbad.events.TrackRecord;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.Principal;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * So much to do that a topology writes to each topic that it may write to: a log with an alert and
 * a culprit, what became of that, and a record that nobody can read.
 */
final class AllFindings implements AutoCloseable {
  private static final String ID = "job";

  private final GuardedBroker broker;
  private final TestTopics live;
  private final Set<Topic> unwritten = EnumSet.copyOf(Principal.TOPOLOGY.writes());
  private final Set<String> undeleted = new TreeSet<>();

  AllFindings(GuardedBroker broker, Topics topics) {
    this.broker = broker;
    live = new TestTopics(broker.asAdmin(), topics, 1, (short) 1);
    KeptTopics.names(topics.prefix() + "topology").stream()
        .filter(name -> name.endsWith("-repartition"))
        .forEach(undeleted::add);
    long number = 0;
    for (String text : SeedLog.LINES) {
      line(++number, text, false);
    }
    line(++number, "", true);
    live.begin(Topic.LOG_LINES, null, ID, "no line".getBytes(UTF_8));
    live.flush();
    live.send(
        Topic.VERIFICATIONS,
        ID + "/PERSON",
        Verification.newBuilder()
            .setId(ID)
            .setState(VerificationState.REFUTED)
            .setSource(VerificationSource.PERSON)
            .setMadeAt(LiveTopology.OBSERVED)
            .build());
  }

  private void line(long number, String text, boolean last) {
    LogLine line = new LogLine(number, text, LiveTopology.OBSERVED, Map.of(), last);
    live.begin(Topic.LOG_LINES, null, ID, live.encoded(Topic.LOG_LINES, line));
  }

  /** Whether all of it was done, and what was read between its parts was deleted there. */
  boolean done() {
    unwritten.removeIf(this::written);
    if (unwritten.isEmpty()) {
      undeleted.removeIf(this::deleted);
    }
    return unwritten.isEmpty() && undeleted.isEmpty();
  }

  private boolean written(Topic topic) {
    return topic == Topic.TRACK_RECORD
        ? live.committed(topic, TrackRecord.class).stream()
            .flatMap(record -> record.getLevels().stream())
            .anyMatch(level -> level.getRefuted() == 1)
        : hasRecords(topic);
  }

  private boolean hasRecords(Topic topic) {
    boolean[] any = {false};
    live.read(live.names().name(topic), record -> any[0] = true);
    return any[0];
  }

  private boolean deleted(String topic) {
    TopicPartition first = new TopicPartition(topic, 0);
    ListOffsetsResultInfo begin =
        broker
            .admin
            .listOffsets(Map.of(first, OffsetSpec.earliest()))
            .partitionResult(first)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return begin.offset() > 0;
  }

  @Override
  public void close() {
    live.close();
  }
}
