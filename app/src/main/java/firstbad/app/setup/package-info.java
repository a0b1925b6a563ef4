/** Setting up and looking after what firstbad runs on: topics, schemas, brokers, the registry. */
@NullMarked
package firstbad.app.setup;

import org.jspecify.annotations.NullMarked;
