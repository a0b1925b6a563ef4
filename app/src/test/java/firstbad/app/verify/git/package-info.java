@NullMarked
package firstbad.app.verify.git;

import org.jspecify.annotations.NullMarked;
