@NullMarked
package firstbad.server.api;

import org.jspecify.annotations.NullMarked;
