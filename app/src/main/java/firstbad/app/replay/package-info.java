/** Judging history again: the same lines under another prefix, and what differs then. */
@NullMarked
package firstbad.app.replay;

import org.jspecify.annotations.NullMarked;
