package firstbad.topology.event;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Revision;
import firstbad.schemas.CloudEvent;
import firstbad.schemas.NewHeaders;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.topology.read.FaultOrigin;
import firstbad.topology.sum.CommitCrashes;
import firstbad.topology.sum.CommitSuspicions;
import firstbad.topology.sum.TrackSums;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Findings as the bytes of the events that the contract promises: Avro in Confluent's wire format,
 * under the subjects of their topics.
 *
 * <p>Each method throws what {@link FaultOrigin#outside} recognizes when the registry cannot be
 * asked, and anything else only by our own mistake.
 */
public final class AvroEvents {
  private final Topics topics;
  private final Serializer<SpecificRecord> serializer;

  /**
   * @param serializer must write the wire format
   */
  public AvroEvents(Topics topics, Serializer<SpecificRecord> serializer) {
    this.topics = topics;
    this.serializer = serializer;
  }

  public byte[] bisection(Bisection bisection) {
    return write(Topic.BISECTIONS, Events.bisection(bisection));
  }

  public byte[] revision(Revision revision) {
    return write(Topic.REVISIONS, Events.revision(revision));
  }

  public byte[] culprit(CulpritFound culprit) {
    return write(Topic.CULPRITS, Events.culprit(culprit));
  }

  public byte[] assessment(Assessment assessment) {
    return write(Topic.ASSESSMENTS, Events.assessment(assessment));
  }

  public byte[] alert(Alert alert) {
    return write(Topic.ALERTS, Events.alert(alert));
  }

  public byte[] crashCounts(String commit, CommitCrashes crashes) {
    return write(Topic.CRASH_COUNTS, Events.crashCounts(commit, crashes));
  }

  public byte[] suspect(String commit, CommitSuspicions suspicions) {
    return write(Topic.SUSPECTS, Events.suspect(commit, suspicions));
  }

  public byte[] trackRecord(String parameters, TrackSums sums) {
    return write(Topic.TRACK_RECORD, Events.trackRecord(parameters, sums));
  }

  /**
   * The headers by which such an event describes itself.
   *
   * @param id the same for no other event of the topic
   * @param at when it happened, milliseconds since the epoch
   */
  public Headers described(Topic topic, String id, long at) {
    Headers headers = NewHeaders.none();
    CloudEvent.describe(headers, topics, topic, id, at);
    return headers;
  }

  private byte[] write(Topic topic, SpecificRecord event) {
    return serializer.serialize(topics.name(topic), event);
  }
}
