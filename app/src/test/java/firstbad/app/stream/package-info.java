@NullMarked
package firstbad.app.stream;

import org.jspecify.annotations.NullMarked;
