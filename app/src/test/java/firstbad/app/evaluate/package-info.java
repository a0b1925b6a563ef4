@NullMarked
package firstbad.app.evaluate;

import org.jspecify.annotations.NullMarked;
