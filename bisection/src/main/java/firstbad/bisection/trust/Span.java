package firstbad.bisection.trust;

import org.jspecify.annotations.Nullable;

/**
 * A range of commits.
 *
 * @param crashesAt the end that crashes; it belongs to the range
 * @param cleanAt the end that does not; null when none is known yet
 * @param commits how many; null when there is no clean end, else an estimate from what git printed
 */
public record Span(String crashesAt, @Nullable String cleanAt, @Nullable Integer commits) {}
