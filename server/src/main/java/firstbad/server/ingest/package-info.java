/** Logs that come over HTTP, on their way to Kafka. */
@NullMarked
package firstbad.server.ingest;

import org.jspecify.annotations.NullMarked;
