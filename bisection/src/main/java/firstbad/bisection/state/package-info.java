/** What is kept of a bisection between two lines. */
@NullMarked
package firstbad.bisection.state;

import org.jspecify.annotations.NullMarked;
