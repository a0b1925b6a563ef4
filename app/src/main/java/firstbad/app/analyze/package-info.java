/** The engine without Kafka, for finished logs. Loads no class of Kafka. */
@NullMarked
package firstbad.app.analyze;

import org.jspecify.annotations.NullMarked;
