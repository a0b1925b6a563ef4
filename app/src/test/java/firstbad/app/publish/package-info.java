/** Tests of {@code firstbad publish}. */
@NullMarked
package firstbad.app.publish;

import org.jspecify.annotations.NullMarked;
