/** The {@code firstbad} command: what there is to call, and how it ends. */
@NullMarked
package firstbad.app;

import org.jspecify.annotations.NullMarked;
