/** The processor that feeds lines to the fold, with its stores and timers. */
@NullMarked
package firstbad.topology.assemble;

import org.jspecify.annotations.NullMarked;
