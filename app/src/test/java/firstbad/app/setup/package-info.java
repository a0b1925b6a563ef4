@NullMarked
package firstbad.app.setup;

import org.jspecify.annotations.NullMarked;
