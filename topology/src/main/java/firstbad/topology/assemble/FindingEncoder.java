package firstbad.topology.assemble;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Finding.AlertRaised;
import firstbad.bisection.finding.Finding.AssessmentChanged;
import firstbad.bisection.finding.Finding.CrashesCounted;
import firstbad.bisection.finding.Finding.CulpritNamed;
import firstbad.bisection.finding.Finding.HeadChanged;
import firstbad.bisection.finding.Finding.NotUnderstood;
import firstbad.bisection.finding.Finding.RevisionChanged;
import firstbad.bisection.finding.Finding.Suspected;
import firstbad.bisection.finding.Suspicion;
import firstbad.bisection.fold.Fold;
import firstbad.bisection.state.BisectionState;
import firstbad.schemas.NewHeaders;
import firstbad.schemas.RecordHeader;
import firstbad.schemas.Topic;
import firstbad.topology.assemble.NewestFindings.Held;
import firstbad.topology.assemble.NewestFindings.OutputKey;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.event.AvroEvents;
import firstbad.topology.event.RevisionKeys;
import firstbad.topology.event.Sinks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;

/**
 * Findings as records for their sinks. Those that leave at once are encoded before anything has
 * left: whatever can fail by our own mistake has been done then. The others are only sorted by
 * place, and encoded at the commit.
 */
public final class FindingEncoder {
  /** What becomes of each kind of finding; a test keeps it total. */
  public static final Map<Class<? extends Finding>, Way> WAYS =
      Map.of(
          HeadChanged.class, Way.NEWEST,
          RevisionChanged.class, Way.NEWEST,
          AssessmentChanged.class, Way.NEWEST,
          CulpritNamed.class, Way.AT_ONCE,
          AlertRaised.class, Way.AT_ONCE,
          Suspected.class, Way.AT_ONCE,
          CrashesCounted.class, Way.SUMMED,
          NotUnderstood.class, Way.SUMMED);

  /** When a finding is sent. */
  public enum Way {
    /** Before the next input is read. */
    AT_ONCE,
    /** At the commit, unless a newer one has taken its place. */
    NEWEST,
    /** As part of a sum. */
    SUMMED
  }

  private final AvroEvents events;
  private final Fold fold;
  private final StateCodec<Suspicion> suspicions;
  private final byte[] application;

  /**
   * @param application its id, which says in the header of a culprit who has named it
   */
  FindingEncoder(
      AvroEvents events, Fold fold, StateCodec<Suspicion> suspicions, String application) {
    this.events = events;
    this.application = application.getBytes(StandardCharsets.UTF_8);
    this.fold = fold;
    this.suspicions = suspicions;
  }

  /** Encodes and sorts what an input brought to light. */
  EncodedFindings encode(String id, List<Finding> findings) {
    EncodedFindings encoded = new EncodedFindings();
    for (Finding finding : findings) {
      Way way = WAYS.get(finding.getClass());
      if (way == null) {
        throw new IllegalStateException("No way for " + finding.getClass());
      }
      switch (way) {
        case AT_ONCE -> encoded.sends(atOnce(id, finding), finding instanceof CulpritNamed);
        case NEWEST -> encoded.holds(output(id, finding), finding);
        case SUMMED -> encoded.sums(finding);
      }
    }
    return encoded;
  }

  private Outgoing atOnce(String id, Finding finding) {
    if (finding instanceof CulpritNamed named) {
      Headers headers = events.described(Topic.CULPRITS, id, named.culprit().foundAt());
      headers.add(RecordHeader.LEVEL.header(), ascii(named.culprit().assessment().level().name()));
      headers.add(RecordHeader.APPLICATION.header(), application);
      return new Outgoing(Sinks.CULPRITS, id, events.culprit(named.culprit()), headers);
    }
    if (finding instanceof Suspected suspected) {
      Suspicion suspicion = suspected.suspicion();
      return Outgoing.of(Sinks.SUSPICIONS, suspicion.commit(), suspicions.encode(suspicion));
    }
    return alert(((AlertRaised) finding).alert());
  }

  /** An alert on its way. */
  Outgoing alert(Alert alert) {
    int ordinal = Objects.requireNonNullElse(alert.ordinal(), 0);
    String id = alert.id() + "/" + alert.kind() + "/" + ordinal;
    return new Outgoing(
        Sinks.ALERTS,
        alert.id(),
        events.alert(alert),
        events.described(Topic.ALERTS, id, alert.raisedAt()));
  }

  /**
   * An alert with what is known of its bisection.
   *
   * @throws RuntimeException where the head cannot be composed
   */
  Alert described(Alert alert, BisectionState state, StoredArchive archive) {
    Bisection head = fold.head(state, archive.of(alert.id()));
    return alert.with(head.labels(), head.bugTitles());
  }

  private static OutputKey output(String id, Finding finding) {
    if (finding instanceof RevisionChanged changed) {
      return new OutputKey(Sinks.REVISIONS, RevisionKeys.key(id, changed.revision().ordinal()));
    }
    return new OutputKey(
        finding instanceof AssessmentChanged ? Sinks.ASSESSMENTS : Sinks.BISECTIONS, id);
  }

  /** Composes and encodes a finding that was held until the commit. */
  Outgoing encode(OutputKey output, Held held, StoredArchive archive) {
    if (held.finding() instanceof RevisionChanged changed) {
      return Outgoing.of(output.sink(), output.key(), events.revision(changed.revision()));
    }
    if (held.finding() instanceof AssessmentChanged judged) {
      return Outgoing.of(output.sink(), output.key(), events.assessment(judged.assessment()));
    }
    Bisection head = fold.head(held.state(), archive.of(held.id()));
    Headers headers = NewHeaders.none();
    headers.add(RecordHeader.OUTCOME.header(), ascii(head.outcome().name()));
    if (held.faults() > 0) {
      headers.add(RecordHeader.FAULTS.header(), ascii(Integer.toString(held.faults())));
    }
    return new Outgoing(output.sink(), output.key(), events.bisection(head), headers);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
