package firstbad.bisection.finding;

import firstbad.bisection.trust.judgement.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a bisection adds to what is known of one commit that its log names: as the
 * culprit, or among the candidates that are left. Every number is a summand, so that neither order
 * nor partition matters to the sums. A bisection that a late line revives and that ends again
 * counts once: its later ends tell only what is new. One that is forgotten takes back what it
 * added: its numbers are negative then, and the titles are those to be taken back.
 *
 * @param commit full hash
 * @param commitTitle its title where known; else null
 * @param bisectionId the bisection that names it
 * @param bisections 1 when this bisection names the commit for the first time, else 0
 * @param fixBisections the same for one that looked for the fix
 * @param candidateBisections the same for one that could not decide between this commit and others
 * @param bugTitles the bug's titles, unless they were told before
 * @param level the trust in this culprit; null when it is still that of the end before, and for a
 *     candidate: the trust in a set is of the set
 * @param levelBefore what an end before said and what no longer holds; else null
 * @param namedAt when the bisection ended, milliseconds since the epoch
 */
public record Suspicion(
    String commit,
    @Nullable String commitTitle,
    String bisectionId,
    int bisections,
    int fixBisections,
    int candidateBisections,
    List<String> bugTitles,
    @Nullable Level level,
    @Nullable Level levelBefore,
    long namedAt) {}
