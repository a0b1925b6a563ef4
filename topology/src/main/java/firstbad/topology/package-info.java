/**
 * Events to findings: the Kafka Streams application around the pure fold.
 *
 * <p>{@link firstbad.topology.BisectionGraph} is the picture, {@link
 * firstbad.topology.BisectionTopology} runs it.
 */
@NullMarked
package firstbad.topology;

import org.jspecify.annotations.NullMarked;
