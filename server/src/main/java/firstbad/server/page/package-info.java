/** The files of the live page, served as they are. */
@NullMarked
package firstbad.server.page;

import org.jspecify.annotations.NullMarked;
