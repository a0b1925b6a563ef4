package firstbad.bisection.made;

import java.util.Set;

/**
 * A made-up log of a search whose true end is known.
 *
 * @param plot what goes wrong in it
 * @param cause the commit that the bug came with
 * @param having every commit of the line that has the bug and that the log may name
 */
public record SimulatedLog(Plot plot, MadeLog log, String cause, Set<String> having) {}
