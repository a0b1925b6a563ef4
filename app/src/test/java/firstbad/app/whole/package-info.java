/** The whole path, from published lines to the topics that consumers read. */
@NullMarked
package firstbad.app.whole;

import org.jspecify.annotations.NullMarked;
