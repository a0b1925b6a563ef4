@NullMarked
package firstbad.app.story;

import org.jspecify.annotations.NullMarked;
