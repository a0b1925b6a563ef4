/** How fast it is, and whether the answer is still right. */
@NullMarked
package firstbad.bench;

import org.jspecify.annotations.NullMarked;
