package firstbad.story;

import firstbad.events.Assessment;
import firstbad.events.Level;
import firstbad.events.Outcome;

/** Whether to believe a result: one sentence, in which the number has its meaning beside it. */
public final class TrustSentence {

  /** One sentence or two. */
  static String of(Known known) {
    Assessment assessment = known.assessment();
    if (assessment == null) {
      return known.running()
          ? "Not judged yet: trust begins with the first closed revision."
          : "Not judged.";
    }
    if (assessment.getLevel() == Level.NONE || assessment.getProbability() == null) {
      return unjudged(assessment);
    }
    if (!assessment.getSearchEnded()) {
      return word(assessment.getLevel(), "right so far", "wrong so far")
          + ": of 100 unfinished searches like this one about "
          + right(assessment)
          + " end right, if nothing more goes wrong.";
    }
    if (known.head().getOutcome() == Outcome.INCONCLUSIVE) {
      return word(assessment.getLevel(), "among them", "not among them")
          + ": of 100 sets like this one about "
          + right(assessment)
          + " held the "
          + (known.fix() ? "fix." : "cause.")
          + each(known.head().getCandidateCount(), assessment);
    }
    return ofCulprit(assessment);
  }

  /** The trust in a set is not that in each of its commits. */
  private static String each(int candidates, Assessment assessment) {
    Double probability = assessment.getProbability();
    if (candidates < 2 || probability == null) {
      return "";
    }
    double each = 100 * probability / candidates;
    return " For each of these "
        + candidates
        + " commits alone that is "
        + (each < 1 ? "less than 1" : "about " + Math.round(each))
        + ": nothing in the log distinguishes them.";
  }

  /** Whether to believe a culprit that an event brought. */
  public static String ofCulprit(Assessment assessment) {
    return assessment.getLevel() == Level.NONE || assessment.getProbability() == null
        ? unjudged(assessment)
        : word(assessment.getLevel(), "right", "wrong")
            + ": of 100 culprits like this one about "
            + right(assessment)
            + " were right.";
  }

  private static String unjudged(Assessment assessment) {
    return "Not judged: " + String.join("; ", assessment.getReasons()) + ".";
  }

  private static long right(Assessment assessment) {
    Double probability = assessment.getProbability();
    return probability == null ? 0 : Math.round(100 * probability);
  }

  private static String word(Level level, String right, String wrong) {
    return switch (level) {
      case HIGH -> "Probably " + right;
      case LOW -> "Probably " + wrong;
      case MIDDLE, NONE, UNKNOWN -> "Uncertain";
    };
  }

  private TrustSentence() {}
}
