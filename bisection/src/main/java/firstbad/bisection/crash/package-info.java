/** Crash titles and their types. */
@NullMarked
package firstbad.bisection.crash;

import org.jspecify.annotations.NullMarked;
