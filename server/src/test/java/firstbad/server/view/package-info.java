@NullMarked
package firstbad.server.view;

import org.jspecify.annotations.NullMarked;
