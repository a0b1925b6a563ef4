/**
 * Log text to events: reads logs from files, folders, pipes and the web, splits them into lines and
 * publishes each line once under its number.
 */
@NullMarked
package firstbad.publisher;

import org.jspecify.annotations.NullMarked;
