/** {@code git bisect run}, with several runs for each commit and a log that is seen live. */
@NullMarked
package firstbad.app.bisect;

import org.jspecify.annotations.NullMarked;
