/** What a line does: the next state, and what it brought to light. */
@NullMarked
package firstbad.bisection.fold;

import org.jspecify.annotations.NullMarked;
