/** Uploads against a real broker. */
@NullMarked
package firstbad.server.ingest;

import org.jspecify.annotations.NullMarked;
