/** Findings as events of the contract, and the sinks they are sent to. */
@NullMarked
package firstbad.topology.event;

import org.jspecify.annotations.NullMarked;
