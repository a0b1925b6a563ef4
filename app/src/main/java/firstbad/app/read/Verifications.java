package firstbad.app.read;

import static firstbad.app.cli.DisplayText.visible;

import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** What is said of one bisection: the newest of each source, and whether they agree. */
public final class Verifications implements EventReader.Handler {
  private final String id;
  private final Map<VerificationSource, Verification> bySource =
      new EnumMap<>(VerificationSource.class);

  public Verifications(String id) {
    this.id = id;
  }

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    if (event instanceof Verification next && next.getId().equals(id)) {
      bySource.merge(
          next.getSource(),
          next,
          (old, now) -> old.getMadeAt().isAfter(now.getMadeAt()) ? old : now);
    }
  }

  /** The newest of each source that was not withdrawn. */
  public Collection<Verification> standing() {
    return bySource.values().stream()
        .filter(each -> each.getState() != VerificationState.WITHDRAWN)
        .toList();
  }

  /** Whether one source says that the culprit is right and another that it is wrong. */
  public boolean conflict() {
    return says(VerificationState.CONFIRMED) && says(VerificationState.REFUTED);
  }

  private boolean says(VerificationState state) {
    return standing().stream().anyMatch(each -> each.getState() == state);
  }

  /** One sentence for each, and one for a conflict; without control characters. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Verification each : standing()) {
      String cause = each.getTrueCause() == null ? "" : "; the cause is " + each.getTrueCause();
      String by = each.getMadeBy() == null ? "" : " (" + each.getMadeBy() + ")";
      String evidence = each.getEvidenceUrl() == null ? "" : ", see " + each.getEvidenceUrl();
      String note = each.getNote() == null ? "" : ": " + each.getNote();
      sentences.add(
          visible(
              state(each.getState())
                  + " "
                  + source(each.getSource())
                  + by
                  + " at "
                  + each.getMadeAt()
                  + cause
                  + evidence
                  + note));
    }
    if (conflict()) {
      sentences.add("These contradict each other: somebody has to look.");
    }
    return sentences;
  }

  private static String state(VerificationState state) {
    return switch (state) {
      case CONFIRMED -> "Confirmed";
      case REFUTED -> "Refuted";
      case NEEDS_RERUN -> "In doubt, to be run again,";
      case WITHDRAWN, UNKNOWN -> state.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String source(VerificationSource source) {
    return switch (source) {
      case PERSON -> "by a person";
      case RERUN -> "by another run";
      case REVERT -> "by a revert";
      case FIXES_TAG -> "by a Fixes: tag";
      case UNKNOWN -> "in a way unknown here";
    };
  }
}
