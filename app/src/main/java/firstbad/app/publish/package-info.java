/** {@code firstbad publish}: logs from files, folders, pipes and the web become events. */
@NullMarked
package firstbad.app.publish;

import org.jspecify.annotations.NullMarked;
