/**
 * Made-up logs with known truth: a bisection is simulated on an invented kernel history, and what
 * the simulated bisection prints is the log. The truth comes from the simulation and never from
 * reading the log, so that it can judge whatever reads it.
 *
 * <p>Every name, commit, title and address is invented.
 */
@NullMarked
package firstbad.bisection.made;

import org.jspecify.annotations.NullMarked;
