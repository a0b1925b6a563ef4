/** Changes of the view as server-sent events. */
@NullMarked
package firstbad.server.live;

import org.jspecify.annotations.NullMarked;
