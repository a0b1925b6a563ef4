package firstbad.bisection.trust;

import firstbad.bisection.trust.judgement.Alarm;
import firstbad.bisection.trust.judgement.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * What a closed revision made of a judgement.
 *
 * @param evidence to go on with
 * @param judgement trust so far
 * @param discardedShare share of the onset posterior that the revision's verdict threw away,
 *     rounded to 6 decimals; 0 for an undecided one; null where nothing is judged and for the first
 *     revision
 * @param alarm raised by this revision; null as a rule
 */
public record RevisionAssessment(
    Evidence evidence,
    Judgement judgement,
    @Nullable Double discardedShare,
    @Nullable Alarm alarm) {}
