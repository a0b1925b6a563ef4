/** Running the server, and asking it. */
@NullMarked
package firstbad.app.serve;

import org.jspecify.annotations.NullMarked;
