/** How the project is built up, measured. */
@NullMarked
package firstbad.bench.structure;

import org.jspecify.annotations.NullMarked;
