/** Arithmetic that gives the same digits everywhere. */
@NullMarked
package firstbad.bisection.trust.number;

import org.jspecify.annotations.NullMarked;
