package firstbad.topology;

import firstbad.bisection.Advance;
import firstbad.bisection.CrashDelta;
import firstbad.bisection.Finding;
import firstbad.bisection.Finding.Counted;
import firstbad.bisection.Finding.CulpritNamed;
import firstbad.bisection.Finding.HeadChanged;
import firstbad.bisection.Finding.Judged;
import firstbad.bisection.Finding.NotUnderstood;
import firstbad.bisection.Finding.Raised;
import firstbad.bisection.Finding.RevisionChanged;
import firstbad.bisection.Finding.Suspected;
import firstbad.bisection.Revision;
import firstbad.bisection.Suspicion;
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
final class Step {
  /** What each kind of finding adds to a step; a test keeps it total. */
  static final Map<Class<? extends Finding>, BiConsumer<Step, Finding>> EFFECTS =
      Map.of(
          HeadChanged.class, (step, finding) -> step.head((HeadChanged) finding),
          RevisionChanged.class, (step, finding) -> step.revision((RevisionChanged) finding),
          CulpritNamed.class, (step, finding) -> step.culprit((CulpritNamed) finding),
          Judged.class, (step, finding) -> step.assessment((Judged) finding),
          Raised.class, (step, finding) -> step.alert((Raised) finding),
          Counted.class, (step, finding) -> step.deltas.add(((Counted) finding).delta()),
          Suspected.class, (step, finding) -> step.suspicion((Suspected) finding),
          NotUnderstood.class, (step, finding) -> step.notUnderstood++);

  private static final StateCodec<Suspicion> SUSPICIONS = new StateCodec<>(Suspicion.class);

  private final String id;
  private final int faults;
  private final EventEncoder encoder;
  private final List<Outgoing> outgoing = new ArrayList<>();
  private final List<CrashDelta> deltas = new ArrayList<>();
  private boolean culprit;
  private int notUnderstood;

  /** A record on its way to a sink. */
  @SuppressWarnings("ArrayRecordComponent") // made for one sink and never compared
  record Outgoing(Sinks sink, String key, byte[] value, Headers headers) {}

  private Step(String id, int faults, EventEncoder encoder) {
    this.id = id;
    this.faults = faults;
    this.encoder = encoder;
  }

  /**
   * Encodes what an input brought to light.
   *
   * @param faults how many lines of this bisection our own mistakes have cost so far
   */
  static Step of(String id, int faults, Advance advance, EventEncoder encoder) {
    Step step = new Step(id, faults, encoder);
    for (Finding finding : advance.findings()) {
      BiConsumer<Step, Finding> effect = EFFECTS.get(finding.getClass());
      if (effect == null) {
        throw new IllegalStateException("No effect for " + finding.getClass());
      }
      effect.accept(step, finding);
    }
    return step;
  }

  List<Outgoing> outgoing() {
    return outgoing;
  }

  List<CrashDelta> deltas() {
    return deltas;
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
