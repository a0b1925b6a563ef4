package firstbad.story;

import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.CulpritStanding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What was found out about a culprit, in sentences. */
public final class VerificationSentences {
  private VerificationSentences() {}

  /**
   * One sentence for each that was not withdrawn, and one where they contradict each other; text
   * from outside is as it was given.
   *
   * @param verifications the newest of each source
   */
  public static List<String> of(Collection<Verification> verifications) {
    List<String> sentences = new ArrayList<>();
    for (Verification each : verifications) {
      if (each.getState() != VerificationState.WITHDRAWN) {
        sentences.add(sentence(each));
      }
    }
    if (CulpritStanding.of(verifications.stream().map(Verification::getState).toList())
        == CulpritStanding.CONFLICT) {
      sentences.add("These contradict each other: a person has to decide.");
    }
    return sentences;
  }

  private static String sentence(Verification said) {
    String by = said.getMadeBy() == null ? "" : " (" + said.getMadeBy() + ")";
    String cause = said.getTrueCause() == null ? "" : "; the cause is " + said.getTrueCause();
    String evidence = said.getEvidenceUrl() == null ? "" : ", see " + said.getEvidenceUrl();
    String note = said.getNote() == null ? "" : ": " + said.getNote();
    return state(said.getState())
        + " "
        + source(said.getSource())
        + by
        + " at "
        + said.getMadeAt()
        + cause
        + evidence
        + note;
  }

  private static String state(VerificationState state) {
    return switch (state) {
      case CONFIRMED -> "Confirmed";
      case REFUTED -> "Refuted";
      case NEEDS_RERUN -> "In doubt, to be run again,";
      case WITHDRAWN -> "Withdrawn";
      case UNKNOWN -> "Verified in a way unknown here";
    };
  }

  private static String source(VerificationSource source) {
    return switch (source) {
      case PERSON -> "by a person";
      case RERUN -> "by another run";
      case REVERT -> "by a revert";
      case FIXES_TAG -> "by a Fixes: tag";
      case UNKNOWN -> "by a source unknown here";
    };
  }
}
