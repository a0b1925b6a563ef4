package firstbad.topology;

import firstbad.bisection.CrashDelta.TitleDelta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the lines between two commits changed in the crash counts of one kernel commit. Sums of
 * {@link firstbad.bisection.CrashDelta}s; on the way between the two halves of the topology.
 *
 * @param firstObservedAt the earliest line in it
 * @param lastObservedAt the latest line in it
 */
record CommitDelta(
    @Nullable String commitTitle,
    int bisections,
    int revisions,
    int crashed,
    int ok,
    int toldNothing,
    int estimated,
    List<TitleDelta> titles,
    long firstObservedAt,
    long lastObservedAt) {}
