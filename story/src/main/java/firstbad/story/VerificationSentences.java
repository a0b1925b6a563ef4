package firstbad.story;

import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.VerificationRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found out about a culprit, in sentences. */
public final class VerificationSentences {
  private VerificationSentences() {}

  /**
   * One sentence for each that was not withdrawn, and one where they contradict each other; text
   * from outside is as it was given.
   *
   * @param verifications the newest of each source
   * @param culprit which the bisection named; null where it is not at hand
   */
  public static List<String> of(Collection<Verification> verifications, @Nullable String culprit) {
    List<String> sentences = new ArrayList<>();
    for (Verification each : verifications) {
      if (each.getState() != VerificationState.WITHDRAWN) {
        sentences.add(sentence(each, culprit));
      }
    }
    if (CulpritStanding.of(verifications.stream().map(Verification::getState).toList())
        == CulpritStanding.CONFLICT) {
      sentences.add("These contradict each other: a person has to decide.");
    }
    return sentences;
  }

  /** Such as {@code Refuted by a person (somebody, 29 Nov 2026 02:06 UTC): the cause is ....} */
  private static String sentence(Verification said, @Nullable String culprit) {
    List<String> details = new ArrayList<>();
    if (culprit != null && VerificationRules.namesAnother(said, culprit)) {
      details.add(
          "it speaks of another commit, "
              + Phrases.abbreviated(said.getCulprit())
              + ", and not of this culprit");
    }
    if (said.getState() == VerificationState.NEEDS_RERUN) {
      details.add("to be run again");
    }
    if (said.getTrueCause() != null) {
      details.add("the cause is " + said.getTrueCause());
    }
    if (said.getNote() != null) {
      details.add(said.getNote());
    }
    if (said.getEvidenceUrl() != null) {
      details.add("see " + said.getEvidenceUrl());
    }
    String sentence =
        state(said.getState())
            + " by "
            + source(said.getSource())
            + " ("
            + (said.getMadeBy() == null ? "" : said.getMadeBy() + ", ")
            + Phrases.time(said.getMadeAt())
            + ")"
            + (details.isEmpty() ? "" : ": " + String.join("; ", details));
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }

  private static String state(VerificationState state) {
    return switch (state) {
      case CONFIRMED -> "Confirmed";
      case REFUTED -> "Refuted";
      case NEEDS_RERUN -> "Called in doubt";
      case WITHDRAWN -> "Withdrawn";
      case UNKNOWN -> "Verified in a way that this version does not know,";
    };
  }

  private static String source(VerificationSource source) {
    return switch (source) {
      case PERSON -> "a person";
      case RERUN -> "another run";
      case REVERT -> "a revert";
      case FIXES_TAG -> "a Fixes: tag";
      case UNKNOWN -> "a source that this version does not know";
    };
  }
}
