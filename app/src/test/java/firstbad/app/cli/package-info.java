@NullMarked
package firstbad.app.cli;

import org.jspecify.annotations.NullMarked;
