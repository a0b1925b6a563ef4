/** Crash counts of commits, summed over all bisections. */
@NullMarked
package firstbad.topology.count;

import org.jspecify.annotations.NullMarked;
