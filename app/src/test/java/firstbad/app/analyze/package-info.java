@NullMarked
package firstbad.app.analyze;

import org.jspecify.annotations.NullMarked;
