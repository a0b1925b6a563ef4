package firstbad.story;

import firstbad.events.Bisection;
import firstbad.events.Level;
import firstbad.events.Outcome;
import java.util.Locale;
import java.util.StringJoiner;

/** How a bisection stands, in a few words: for titles, lists and shared links. */
final class Headline {

  /** Such as {@code culprit found, low trust, derailed}. */
  static String of(Known known) {
    StringJoiner words = new StringJoiner(", ");
    words.add(inShort(known.head(), known.fix()));
    Level level = known.level();
    if (level == Level.HIGH || level == Level.MIDDLE || level == Level.LOW) {
      words.add(
          level.name().toLowerCase(Locale.ROOT) + " trust" + (known.settled() ? "" : " so far"));
    }
    if (known.derailed() != null) {
      words.add("derailed");
    }
    return words.toString();
  }

  private static String inShort(Bisection head, boolean fix) {
    Outcome outcome = head.getOutcome();
    return switch (outcome) {
      case CULPRIT_FOUND -> fix ? "fix found" : "culprit found";
      case STILL_HAPPENS -> fix ? "still happens on HEAD" : "happens on the oldest release too";
      case NO_RANGE_END -> "no range";
      default -> outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  private Headline() {}
}
