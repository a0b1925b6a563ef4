package firstbad.bisection.trust.measure;

import firstbad.bisection.trust.judgement.Level;

/**
 * A judged culprit whose answer is known.
 *
 * @param group what must not be torn apart by cross-validation: the bug's title
 * @param probability that it is right, uncut
 * @param level NONE for a rule that knows no levels
 * @param right whether it is
 */
public record Scored(String log, String group, double probability, Level level, boolean right) {}
