/** State stores that hold decoded values; the only place that knows Kafka's internal types. */
@NullMarked
package firstbad.topology.store;

import org.jspecify.annotations.NullMarked;
