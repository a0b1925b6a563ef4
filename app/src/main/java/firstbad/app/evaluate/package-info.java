/** How good trust is, on bisections whose answers are known. */
@NullMarked
package firstbad.app.evaluate;

import org.jspecify.annotations.NullMarked;
