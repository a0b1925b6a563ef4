@NullMarked
package firstbad.bisection;

import org.jspecify.annotations.NullMarked;
