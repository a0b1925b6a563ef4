/** Who may read and who may write. */
@NullMarked
package firstbad.server.access;

import org.jspecify.annotations.NullMarked;
