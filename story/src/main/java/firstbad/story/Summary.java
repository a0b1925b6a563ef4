package firstbad.story;

import firstbad.events.Assessment;
import firstbad.events.Level;
import firstbad.events.Revision;
import firstbad.events.VerdictCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param underTest the ordinal of the revision that was in test when the log stopped, whose verdict
 *     nobody knows; null where none was
 * @param leftAt the ordinal of the revision from which on the search may have followed another bug;
 *     null where no alarm was raised, or the bug was seen again after it
 * @param revisions how many were decided with which verdicts; the one that was in test was not
 * @param clock which of its times can be told
 */
public record Summary(
    String headline,
    String searched,
    String ended,
    List<String> happened,
    String belief,
    List<String> reasonsAgainst,
    List<String> reasonsFor,
    List<Advice> next,
    @Nullable Integer underTest,
    @Nullable Integer leftAt,
    Decided revisions,
    LogClock clock) {

  /** Closed revisions by verdict, under the names of the event. */
  public record Decided(int tested, int good, int bad, int skip) {
    static Decided of(VerdictCounts counts) {
      return new Decided(counts.getTested(), counts.getGood(), counts.getBad(), counts.getSkip());
    }
  }

  /** The summary of what is known. */
  public static Summary of(Known known) {
    Assessment assessment = known.assessment();
    List<String> reasons =
        assessment == null || assessment.getLevel() == Level.NONE || tooEarly(known)
            ? List.of()
            : named(assessment.getReasons(), known);
    int against = assessment == null ? 0 : Math.min(assessment.getReasonsAgainst(), reasons.size());
    return new Summary(
        Headline.of(known),
        Searched.of(known.head()),
        Ended.of(known),
        HistorySentences.of(known),
        TrustSentence.of(known),
        List.copyOf(reasons.subList(0, against)),
        List.copyOf(reasons.subList(against, reasons.size())),
        NextSteps.of(known),
        underTest(known),
        HistorySentences.leftAt(known),
        Decided.of(known.verdicts()),
        LogClock.of(known));
  }

  private static List<String> named(List<String> reasons, Known known) {
    return reasons.stream().map(StepNames.of(known.revisions())::in).toList();
  }

  private static @Nullable Integer underTest(Known known) {
    Revision last = known.underTest();
    return last == null ? null : (Integer) last.getOrdinal();
  }

  /** Reasons are for or against a level, so there are none before it is told. */
  private static boolean tooEarly(Known known) {
    return !known.settled() && !RunningTrust.isTold(known);
  }
}
