/** What is summed up for one kernel commit over all bisections. */
@NullMarked
package firstbad.topology.sum;

import org.jspecify.annotations.NullMarked;
