/** What people get: the archive, the launcher of a checkout, and the files in {@code deploy}. */
@NullMarked
package firstbad.app.shipped;

import org.jspecify.annotations.NullMarked;
