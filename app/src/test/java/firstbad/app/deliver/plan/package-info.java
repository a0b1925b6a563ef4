@NullMarked
package firstbad.app.deliver.plan;

import org.jspecify.annotations.NullMarked;
