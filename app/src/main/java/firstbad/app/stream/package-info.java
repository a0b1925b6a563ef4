/** Running the Streams application as a process of its own. */
@NullMarked
package firstbad.app.stream;

import org.jspecify.annotations.NullMarked;
