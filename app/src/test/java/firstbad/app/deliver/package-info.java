@NullMarked
package firstbad.app.deliver;

import org.jspecify.annotations.NullMarked;
