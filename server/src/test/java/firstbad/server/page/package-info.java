@NullMarked
package firstbad.server.page;

import org.jspecify.annotations.NullMarked;
