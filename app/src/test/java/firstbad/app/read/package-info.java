@NullMarked
package firstbad.app.read;

import org.jspecify.annotations.NullMarked;
