/** The file that says who gets what: read with the lines of its mistakes. */
@NullMarked
package firstbad.app.deliver.plan;

import org.jspecify.annotations.NullMarked;
