package firstbad.story;

import firstbad.events.Level;
import firstbad.schemas.CulpritStanding;
import java.util.StringJoiner;

/** How a bisection stands, in a few words: for titles, lists and shared links. */
final class Headline {

  /**
   * Such as {@code culprit found, low trust, derailed}. Once somebody has found out whether a
   * culprit is right, that is said instead of the trust in it.
   */
  static String of(Known known) {
    StringJoiner words = new StringJoiner(", ");
    words.add(Words.of(known.head()));
    if (known.standing() != CulpritStanding.OPEN) {
      words.add(Words.of(known.standing()));
    }
    Level level = known.level();
    if (!known.answered() && level != Level.NONE && level != Level.UNKNOWN) {
      String soFar = RunningTrust.words(known);
      if (known.settled()) {
        words.add(Words.of(level));
      } else if (!soFar.isEmpty()) {
        words.add(soFar);
      }
    }
    if (known.derailed() != null) {
      words.add(Words.derailed(known.cameBack()));
    }
    return words.toString();
  }

  private Headline() {}
}
