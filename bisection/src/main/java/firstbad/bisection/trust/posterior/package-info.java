/** Where the bug was written, given what the tested revisions showed. */
@NullMarked
package firstbad.bisection.trust.posterior;

import org.jspecify.annotations.NullMarked;
