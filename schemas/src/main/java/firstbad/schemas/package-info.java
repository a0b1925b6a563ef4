/**
 * The contract: the topics, how events are encoded in them, and which bisection ids there can be.
 * The events themselves are generated into {@code firstbad.events}. Beside it, how those who read
 * the topics complain: at most once a minute.
 */
@NullMarked
package firstbad.schemas;

import org.jspecify.annotations.NullMarked;
