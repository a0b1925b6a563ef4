@NullMarked
package firstbad.app;

import org.jspecify.annotations.NullMarked;
