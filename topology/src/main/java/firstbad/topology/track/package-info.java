/** Culprits beside what verifications say of them, summed into how often trust was right. */
@NullMarked
package firstbad.topology.track;

import org.jspecify.annotations.NullMarked;
