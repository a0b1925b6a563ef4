package firstbad.story;

import firstbad.events.Assessment;
import firstbad.events.Level;
import java.util.List;

/**
 * The box on top of a bisection: told in a minute, the same wherever it stands.
 *
 * @param headline how it stands in a few words, the alarm among them
 * @param searched what was searched, and from where
 * @param ended how it ended, or how far it is
 * @param happened what happened on the way; empty when there is nothing to tell
 * @param belief whether to believe it
 * @param reasonsAgainst why not, what costs most first; clauses without a full stop
 * @param reasonsFor why, most telling first; clauses without a full stop
 * @param next what to do next, most useful first
 */
public record Summary(
    String headline,
    String searched,
    String ended,
    List<String> happened,
    String belief,
    List<String> reasonsAgainst,
    List<String> reasonsFor,
    List<Advice> next) {

  /** The summary of what is known. */
  public static Summary of(Known known) {
    Assessment assessment = known.assessment();
    List<String> reasons =
        assessment == null || assessment.getLevel() == Level.NONE || tooEarly(known)
            ? List.of()
            : assessment.getReasons();
    int against = assessment == null ? 0 : Math.min(assessment.getReasonsAgainst(), reasons.size());
    return new Summary(
        Headline.of(known),
        Searched.of(known.head()),
        Ended.of(known),
        HistorySentences.of(known),
        TrustSentence.of(known),
        List.copyOf(reasons.subList(0, against)),
        List.copyOf(reasons.subList(against, reasons.size())),
        NextSteps.of(known));
  }

  /** Reasons are for or against a level, so there are none before it is told. */
  private static boolean tooEarly(Known known) {
    return !known.settled() && !RunningTrust.isTold(known);
  }
}
