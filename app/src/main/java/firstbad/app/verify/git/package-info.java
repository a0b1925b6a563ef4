/** What the history of a git repository says of culprits. */
@NullMarked
package firstbad.app.verify.git;

import org.jspecify.annotations.NullMarked;
