/** Tests of the contract. */
@NullMarked
package firstbad.schemas;

import org.jspecify.annotations.NullMarked;
