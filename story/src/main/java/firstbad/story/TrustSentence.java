package firstbad.story;

import firstbad.events.Assessment;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.Tool;
import firstbad.schemas.CulpritStanding;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether to believe a result: one sentence, in which the number has its meaning beside it. */
public final class TrustSentence {
  /** What a probability of whole hundredths may lose when it is multiplied. */
  private static final double EXACT = 1e-6;

  private static final int TWENTIETH = 5;

  /** One sentence or more. */
  static String of(Known known) {
    Assessment assessment = known.assessment();
    if (assessment == null || (!assessment.getSearchEnded() && !known.running())) {
      return standing(known.standing(), known.result()) + unread(known);
    }
    if (!judged(assessment.getLevel(), assessment.getProbability())) {
      return standing(known.standing(), known.result()) + whyNot(known, assessment.getReasons());
    }
    if (!assessment.getSearchEnded()) {
      return soFar(known, assessment);
    }
    return (known.head().getOutcome() == Outcome.INCONCLUSIVE
            ? ofSet(known, assessment)
            : ofCulprit(assessment, known.standing(), known.result()))
        + changedAtTheEnd(known, assessment);
  }

  private static String whyNot(Known known, List<String> reasons) {
    if (known.verdicts().getTested() == 0) {
      return "Not judged: the log has no "
          + (known.head().getTool() == Tool.GIT && !known.revisions().isEmpty()
              ? "verdicts."
              : "test of a revision.");
    }
    return switch (known.head().getOutcome()) {
      case NOT_REPRODUCED -> "Not judged."; // how it ended says why
      case BROKEN_OFF ->
          Endings.inWordsOnly(known.head()) || Endings.unknown(known.head())
              ? unjudged(reasons)
              : "Not judged: the log has no ending.";
      default -> unjudged(reasons);
    };
  }

  private static String soFar(Known known, Assessment assessment) {
    String words = RunningTrust.words(known);
    return RunningTrust.isTold(known)
        ? words.substring(0, 1).toUpperCase(Locale.ROOT)
            + words.substring(1)
            + although(assessment.getLevel(), known.derailed() != null)
            + RunningTrust.odds(known, assessment.getParameters())
            + "."
        : RunningTrust.tooEarly(known);
  }

  /**
   * Why the level is another than after the last step. While a search runs, its verdicts are all
   * that is judged; at the end its result is judged too.
   */
  private static String changedAtTheEnd(Known known, Assessment assessment) {
    Revision last = null;
    for (Revision each : known.revisions()) {
      last = each.getTested() && each.getTrustSoFar() != null ? each : last;
    }
    Level before =
        last == null
            ? Level.NONE
            : RunningTrust.level(
                last.getTrustSoFar(), assessment.getMiddleFrom(), assessment.getHighFrom());
    if (last == null
        || !RunningTrust.isTold(before, last.getRole() == Role.STEP, last.getStepsLeft())
        || before == assessment.getLevel()
        || (known.head().getCulprit() == null && known.head().getCandidates().isEmpty())
        || known.answered()) {
      return "";
    }
    return " After its last step, step "
        + last.getOrdinal()
        + ", the trust was "
        + before.name().toLowerCase(Locale.ROOT)
        + "; it became "
        + assessment.getLevel().name().toLowerCase(Locale.ROOT)
        + " at the end, when "
        + (known.head().getCulprit() == null ? "the commits that are left were" : result(known))
        + " judged too.";
  }

  private static String result(Known known) {
    return "the " + known.result() + " itself was";
  }

  private static String unread(Known known) {
    if (known.running()) {
      return "Not judged yet: trust is judged once the first revision has a verdict.";
    }
    return known.head().getOutcome() == Outcome.NOT_A_BISECTION ? "Not judged." : "Not judged yet.";
  }

  private static String ofSet(Known known, Assessment assessment) {
    int candidates = known.head().getCandidateCount();
    String sought = known.fix() ? "fix" : "cause";
    String these = candidates < 2 ? "the commits that are left" : "these " + candidates;
    return standing(known.standing(), known.result())
        + word(
            assessment.getLevel(),
            "The " + sought + " is probably one of " + these,
            "The " + sought + " is probably not one of " + these,
            "Whether the " + sought + " is one of " + these + " is uncertain")
        + although(assessment.getLevel(), known.derailed() != null)
        + ": of 100 sets like this one about "
        + hundredths(assessment.getProbability())
        + " held the "
        + sought
        + "."
        + each(candidates, assessment.getProbability());
  }

  /** The trust in a set is not that in each of its commits. */
  private static String each(int candidates, @Nullable Double probability) {
    if (candidates < 2 || probability == null) {
      return "";
    }
    double each = 100 * probability / candidates;
    return " Each of the "
        + candidates
        + " alone would be right "
        + (each < 1
            ? "less than once"
            : each < 1.5 ? "about once" : "about " + Math.round(each) + " times")
        + " in 100: nothing in the log tells them apart.";
  }

  private static String ofCulprit(Assessment assessment, CulpritStanding standing, String what) {
    return ofCulprit(
        assessment.getLevel(),
        assessment.getProbability(),
        assessment.getReasons(),
        assessment.getDerailed() != null,
        standing,
        what);
  }

  /**
   * Whether to believe a culprit that an event brought.
   *
   * @param derailed whether the alarm was raised
   * @param standing after all that was said of it
   * @param what {@code culprit} or {@code fix}
   */
  public static String ofCulprit(
      Level level,
      @Nullable Double probability,
      List<String> reasons,
      boolean derailed,
      CulpritStanding standing,
      String what) {
    if (!judged(level, probability)) {
      return standing(standing, what) + unjudged(reasons);
    }
    String judgement =
        word(level, "Probably right", "Probably wrong")
            + although(level, derailed)
            + ": "
            + odds(probability == null ? 0 : probability)
            + ".";
    String within = judgement.substring(0, 1).toLowerCase(Locale.ROOT) + judgement.substring(1);
    return standing(standing, what)
        + switch (standing) {
          case OPEN -> judgement;
          case CONFIRMED, REFUTED -> "Before that, and from the log alone, it was judged " + within;
          case NEEDS_RERUN, CONFLICT -> "From the log alone, this " + what + " is " + within;
        };
  }

  /**
   * How many of 100 culprits with this probability were right, as a clause.
   *
   * @param probability from 0 to 1
   */
  public static String odds(double probability) {
    long right = hundredths(probability);
    return "of 100 culprits like this one "
        + (right == 0 ? "fewer than 1" : "about " + right)
        + (right <= 1 ? " was right" : " were right");
  }

  /** What was found out about a result, with a blank after it; empty where nothing was. */
  private static String standing(CulpritStanding standing, String what) {
    return switch (standing) {
      case OPEN -> "";
      case CONFIRMED -> "Confirmed: this " + what + " is right. ";
      case REFUTED -> "Refuted: this " + what + " is wrong. ";
      case NEEDS_RERUN -> "In doubt: the bisection should be run again. ";
      case CONFLICT -> "Disputed: one source confirms this " + what + ", and another refutes it. ";
    };
  }

  /** An alarm and a high level stand beside each other only with a word on both. */
  private static String although(Level level, boolean derailed) {
    return derailed && level == Level.HIGH ? ", although one verdict rested on another bug" : "";
  }

  private static boolean judged(Level level, @Nullable Double probability) {
    return level != Level.NONE && probability != null;
  }

  private static String unjudged(List<String> reasons) {
    return reasons.isEmpty() ? "Not judged." : "Not judged: " + String.join("; ", reasons) + ".";
  }

  /** Rounded, but never up to a twentieth: there the next level begins. */
  private static long hundredths(@Nullable Double probability) {
    if (probability == null) {
      return 0;
    }
    long near = Math.round(100 * probability);
    return near % TWENTIETH == 0 && near > 100 * probability + EXACT ? near - 1 : near;
  }

  private static String word(Level level, String right, String wrong) {
    return word(level, right, wrong, "Uncertain");
  }

  private static String word(Level level, String right, String wrong, String uncertain) {
    return switch (level) {
      case HIGH -> right;
      case LOW -> wrong;
      case MIDDLE, NONE, UNKNOWN -> uncertain;
    };
  }

  private TrustSentence() {}
}
