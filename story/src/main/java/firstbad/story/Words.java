package firstbad.story;

import firstbad.events.AlertKind;
import firstbad.events.Bisection;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.SearchKind;
import firstbad.schemas.CulpritStanding;
import java.util.Locale;

/**
 * The symbols of the events as a person reads them: the same words in headlines, lists, mails and
 * feeds. The page has its copy in {@code words.js}.
 */
public final class Words {

  /**
   * How a bisection ended, or that it runs.
   *
   * @param fix whether it searched for a fix
   */
  public static String of(Outcome outcome, boolean fix) {
    return switch (outcome) {
      case UNKNOWN -> "nothing known yet";
      case CULPRIT_FOUND -> fix ? "fix found" : "culprit found";
      case STILL_HAPPENS -> fix ? "still happens on HEAD" : "crashes as far back as tested";
      case NO_RANGE_END -> "no clean revision found";
      case NOT_A_BISECTION -> "not a bisection log";
      default -> words(outcome);
    };
  }

  /** The same of a head, which knows whether there was a test of the crash at all. */
  public static String of(Bisection head) {
    return head.getOutcome() == Outcome.NOT_REPRODUCED && Endings.nothingDecided(head)
        ? "could not be tested"
        : of(head.getOutcome(), head.getKind() == SearchKind.FIX);
  }

  /** Such as {@code low trust}; {@code not judged} where there is no level. */
  public static String of(Level level) {
    return switch (level) {
      case HIGH, MIDDLE, LOW -> words(level) + " trust";
      case NONE, UNKNOWN -> "not judged";
    };
  }

  /**
   * That the alarm was raised.
   *
   * @param cameBack whether the bug was seen again after it
   */
  public static String derailed(boolean cameBack) {
    return cameBack ? "derailed, came back" : "derailed";
  }

  /** Such as {@code thin evidence}. */
  public static String of(AlertKind kind) {
    return words(kind);
  }

  /** How a culprit stands after all that was said of it. */
  public static String of(CulpritStanding standing) {
    return switch (standing) {
      case OPEN -> "not verified";
      case CONFIRMED, REFUTED -> words(standing);
      case NEEDS_RERUN -> "in doubt";
      case CONFLICT -> "disputed";
    };
  }

  /** How a culprit stands and how far it is trusted; once the answer is known, that alone. */
  public static String of(CulpritStanding standing, Level level) {
    return standing == CulpritStanding.OPEN
        ? of(level)
        : standing.answered() ? of(standing) : of(standing) + ", " + of(level);
  }

  /**
   * How a bisection ended, and of a culprit how it stands: {@code culprit found, low trust}.
   *
   * @param level of the trust after the end
   */
  public static String ofResult(
      Outcome outcome, boolean fix, Level level, CulpritStanding standing) {
    return of(outcome, fix) + (outcome == Outcome.CULPRIT_FOUND ? ", " + of(standing, level) : "");
  }

  private static String words(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private Words() {}
}
