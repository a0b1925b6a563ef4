@NullMarked
package firstbad.app.local;

import org.jspecify.annotations.NullMarked;
