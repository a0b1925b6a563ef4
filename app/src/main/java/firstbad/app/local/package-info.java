/** Everything in one process, for trying out: broker, registry, topics and topology. */
@NullMarked
package firstbad.app.local;

import org.jspecify.annotations.NullMarked;
