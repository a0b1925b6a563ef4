@NullMarked
package firstbad.app.serve;

import org.jspecify.annotations.NullMarked;
