/** Tests of the publisher. */
@NullMarked
package firstbad.publisher;

import org.jspecify.annotations.NullMarked;
