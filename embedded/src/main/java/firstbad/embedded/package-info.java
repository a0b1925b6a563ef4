/**
 * A Kafka broker and a schema registry inside one JVM, for trying out and for tests. Both listen on
 * loopback unless told otherwise, keep what they are given in a folder, and can be stopped and
 * started again.
 */
@NullMarked
package firstbad.embedded;

import org.jspecify.annotations.NullMarked;
