@NullMarked
package firstbad.app.dashboard;

import org.jspecify.annotations.NullMarked;
