/** What became of culprits: said by people and machines, and read beside the culprits. */
@NullMarked
package firstbad.app.verify;

import org.jspecify.annotations.NullMarked;
