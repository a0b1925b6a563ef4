/**
 * The view: what the topics say, in tables that answer quickly. Written by one thread that follows
 * Kafka, read by anyone, made again from Kafka when it is deleted.
 */
@NullMarked
package firstbad.server.view;

import org.jspecify.annotations.NullMarked;
