/**
 * What a bisection log means: the grammar, the fold over its lines, crash types and verdicts.
 *
 * <p>Pure: no clock, no I/O, no randomness; times come with the input. The same fold serves the
 * stream, the command without Kafka and the tests, so that all three say the same.
 */
@NullMarked
package firstbad.bisection;

import org.jspecify.annotations.NullMarked;
