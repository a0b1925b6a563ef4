/** What is written of culprits by people and by the history of a repository. */
@NullMarked
package firstbad.app.verify;

import org.jspecify.annotations.NullMarked;
