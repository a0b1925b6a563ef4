/**
 * How far the culprit of a bisection can be believed, from its log alone, and why.
 *
 * <p>Pure: evidence goes in revision by revision, a judgement comes out. Nothing here knows the
 * fold, a clock or I/O; the parameter files are resources of this package. {@code StrictMath} and a
 * fixed order of summation give the same number on every machine.
 */
@NullMarked
package firstbad.bisection.trust;

import org.jspecify.annotations.NullMarked;
