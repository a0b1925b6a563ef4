package firstbad.topology;

import firstbad.bisection.Alert;
import firstbad.bisection.Assessment;
import firstbad.bisection.Bisection;
import firstbad.bisection.CulpritFound;
import firstbad.bisection.Revision;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Findings as Avro in Confluent's wire format, under the subjects of their topics. */
final class AvroEvents implements EventEncoder {
  private final Topics topics;
  private final Serializer<SpecificRecord> serializer;

  AvroEvents(Topics topics, EventSerdes serdes) {
    this.topics = topics;
    this.serializer = serdes.serializer(SpecificRecord.class);
  }

  @Override
  public byte[] bisection(Bisection bisection) {
    return write(Topic.BISECTIONS, Events.bisection(bisection));
  }

  @Override
  public byte[] revision(Revision revision) {
    return write(Topic.REVISIONS, Events.revision(revision));
  }

  @Override
  public byte[] culprit(CulpritFound culprit) {
    return write(Topic.CULPRITS, Events.culprit(culprit));
  }

  @Override
  public byte[] assessment(Assessment assessment) {
    return write(Topic.ASSESSMENTS, Events.assessment(assessment));
  }

  @Override
  public byte[] alert(Alert alert) {
    return write(Topic.ALERTS, Events.alert(alert));
  }

  @Override
  public byte[] crashCounts(String commit, CommitCrashes crashes) {
    return write(Topic.CRASH_COUNTS, Events.crashCounts(commit, crashes));
  }

  @Override
  public byte[] suspect(String commit, CommitSuspicions suspicions) {
    return write(Topic.SUSPECTS, Events.suspect(commit, suspicions));
  }

  private byte[] write(Topic topic, SpecificRecord event) {
    return serializer.serialize(topics.name(topic), event);
  }
}
