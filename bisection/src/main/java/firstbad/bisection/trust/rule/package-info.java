/** Rules that others proposed or use, to compare the judge with. */
@NullMarked
package firstbad.bisection.trust.rule;

import org.jspecify.annotations.NullMarked;
