@NullMarked
package firstbad.server;

import org.jspecify.annotations.NullMarked;
