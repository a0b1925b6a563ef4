/**
 * The one way in for every log: bytes become lines, what stands around a log is taken off, several
 * bisections in one text are told apart, and text that is no log is refused with one sentence.
 */
@NullMarked
package firstbad.bisection.intake;

import org.jspecify.annotations.NullMarked;
