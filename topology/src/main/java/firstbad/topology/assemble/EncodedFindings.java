package firstbad.topology.assemble;

import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Finding.Counted;
import firstbad.bisection.finding.Finding.CulpritNamed;
import firstbad.bisection.finding.Finding.HeadChanged;
import firstbad.bisection.finding.Finding.Judged;
import firstbad.bisection.finding.Finding.NotUnderstood;
import firstbad.bisection.finding.Finding.Raised;
import firstbad.bisection.finding.Finding.RevisionChanged;
import firstbad.bisection.finding.Finding.Suspected;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Suspicion;
import firstbad.bisection.fold.FoldResult;
import firstbad.topology.event.EventEncoder;
import firstbad.topology.event.RevisionKeys;
import firstbad.topology.event.Sinks;
import firstbad.topology.store.StateCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The findings of one input, encoded and ready to go. Nothing has left yet when it exists: whatever
 * can fail by our own mistake has been done.
 */
public final class EncodedFindings {
  /** What each kind of finding adds to a encoded; a test keeps it total. */
  public static final Map<Class<? extends Finding>, BiConsumer<EncodedFindings, Finding>> EFFECTS =
      Map.of(
          HeadChanged.class, (encoded, finding) -> encoded.head((HeadChanged) finding),
          RevisionChanged.class, (encoded, finding) -> encoded.revision((RevisionChanged) finding),
          CulpritNamed.class, (encoded, finding) -> encoded.culprit((CulpritNamed) finding),
          Judged.class, (encoded, finding) -> encoded.assessment((Judged) finding),
          Raised.class, (encoded, finding) -> encoded.alert((Raised) finding),
          Counted.class, (encoded, finding) -> encoded.counts.add((Counted) finding),
          Suspected.class, (encoded, finding) -> encoded.suspicion((Suspected) finding),
          NotUnderstood.class, (encoded, finding) -> encoded.notUnderstood++);

  private static final StateCodec<Suspicion> SUSPICIONS = new StateCodec<>(Suspicion.class);

  private final String id;
  private final int faults;
  private final EventEncoder encoder;
  private final List<Outgoing> outgoing = new ArrayList<>();
  private final List<Counted> counts = new ArrayList<>();
  private boolean culprit;
  private int notUnderstood;

  /** A record on its way to a sink. */
  @SuppressWarnings("ArrayRecordComponent") // made for one sink and never compared
  record Outgoing(Sinks sink, String key, byte[] value, Headers headers) {}

  private EncodedFindings(String id, int faults, EventEncoder encoder) {
    this.id = id;
    this.faults = faults;
    this.encoder = encoder;
  }

  /**
   * Encodes what an input brought to light.
   *
   * @param faults how many lines of this bisection our own mistakes have cost so far
   */
  static EncodedFindings of(String id, int faults, FoldResult result, EventEncoder encoder) {
    EncodedFindings encoded = new EncodedFindings(id, faults, encoder);
    for (Finding finding : result.findings()) {
      BiConsumer<EncodedFindings, Finding> effect = EFFECTS.get(finding.getClass());
      if (effect == null) {
        throw new IllegalStateException("No effect for " + finding.getClass());
      }
      effect.accept(encoded, finding);
    }
    return encoded;
  }

  List<Outgoing> outgoing() {
    return outgoing;
  }

  List<Counted> counts() {
    return counts;
  }

  /** Whether a culprit is among them. */
  boolean culprit() {
    return culprit;
  }

  /** How many lines of no known shape are among them. */
  int notUnderstood() {
    return notUnderstood;
  }

  private void head(HeadChanged finding) {
    Headers headers = new RecordHeaders();
    headers.add("firstbad-outcome", ascii(finding.bisection().outcome().name()));
    if (faults > 0) {
      headers.add("firstbad-faults", ascii(Integer.toString(faults)));
    }
    send(Sinks.BISECTIONS, id, encoder.bisection(finding.bisection()), headers);
  }

  private void revision(RevisionChanged finding) {
    Revision revision = finding.revision();
    send(
        Sinks.REVISIONS,
        RevisionKeys.key(id, revision.ordinal()),
        encoder.revision(revision),
        new RecordHeaders());
  }

  private void culprit(CulpritNamed finding) {
    culprit = true;
    Headers headers = new RecordHeaders();
    headers.add("firstbad-level", ascii(finding.culprit().assessment().level().name()));
    send(Sinks.CULPRITS, id, encoder.culprit(finding.culprit()), headers);
  }

  private void assessment(Judged finding) {
    send(Sinks.ASSESSMENTS, id, encoder.assessment(finding.assessment()), new RecordHeaders());
  }

  private void alert(Raised finding) {
    send(Sinks.ALERTS, id, encoder.alert(finding.alert()), new RecordHeaders());
  }

  private void suspicion(Suspected finding) {
    Suspicion suspicion = finding.suspicion();
    send(Sinks.SUSPICIONS, suspicion.commit(), SUSPICIONS.encode(suspicion), new RecordHeaders());
  }

  private void send(Sinks sink, String key, byte[] value, Headers headers) {
    outgoing.add(new Outgoing(sink, key, value, headers));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
