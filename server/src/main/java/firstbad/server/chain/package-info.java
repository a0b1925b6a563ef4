/**
 * The way of a line from Kafka to what was found in it: whether it moves, and how long it takes.
 */
@NullMarked
package firstbad.server.chain;

import org.jspecify.annotations.NullMarked;
