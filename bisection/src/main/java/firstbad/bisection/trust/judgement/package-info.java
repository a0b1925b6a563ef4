/** What trust says of a bisection. */
@NullMarked
package firstbad.bisection.trust.judgement;

import org.jspecify.annotations.NullMarked;
