/** Takes findings from Kafka and hands them to receivers until they have accepted them. */
@NullMarked
package firstbad.app.deliver;

import org.jspecify.annotations.NullMarked;
