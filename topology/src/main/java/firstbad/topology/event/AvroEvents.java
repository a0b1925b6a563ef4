package firstbad.topology.event;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Revision;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.topology.sum.CommitCrashes;
import firstbad.topology.sum.CommitSuspicions;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Findings as Avro in Confluent's wire format, under the subjects of their topics. */
public final class AvroEvents implements EventEncoder {
  private final Topics topics;
  private final Serializer<SpecificRecord> serializer;

  public AvroEvents(Topics topics, EventSerdes serdes) {
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
