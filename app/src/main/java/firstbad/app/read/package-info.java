/** What the topics say: commands that read events from Kafka. */
@NullMarked
package firstbad.app.read;

import org.jspecify.annotations.NullMarked;
