/** Records that the topology put aside, and what to do with them. */
@NullMarked
package firstbad.app.letters;

import org.jspecify.annotations.NullMarked;
