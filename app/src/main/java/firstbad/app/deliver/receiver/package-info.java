/** Who takes an event at the last hop, and what happens when nobody does. */
@NullMarked
package firstbad.app.deliver.receiver;

import org.jspecify.annotations.NullMarked;
