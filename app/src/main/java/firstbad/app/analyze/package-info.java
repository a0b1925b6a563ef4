/** The engine without Kafka, for finished logs. Loads no class of Kafka or Avro. */
@NullMarked
package firstbad.app.analyze;

import org.jspecify.annotations.NullMarked;
