package firstbad.app.verify.git;

import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import org.jspecify.annotations.Nullable;

/**
 * What history says of one culprit.
 *
 * @param trueCause full hash of the commit that history names instead; null where it names none, or
 *     several
 * @param evidence address of the bug in the commit's message; null where that is no address
 * @param why what matched: one sentence
 */
public record Mark(
    NamedCulprit culprit,
    VerificationSource source,
    VerificationState state,
    @Nullable String trueCause,
    @Nullable String evidence,
    String why) {}
