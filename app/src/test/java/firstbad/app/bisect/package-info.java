@NullMarked
package firstbad.app.bisect;

import org.jspecify.annotations.NullMarked;
