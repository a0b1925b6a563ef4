@NullMarked
package firstbad.server.live;

import org.jspecify.annotations.NullMarked;
