/** The bounds of everything that comes from a log, and how text is cut to them. */
@NullMarked
package firstbad.bisection.caps;

import org.jspecify.annotations.NullMarked;
