/** The numbers of the model, and the functions that they define. */
@NullMarked
package firstbad.bisection.trust.parameters;

import org.jspecify.annotations.NullMarked;
