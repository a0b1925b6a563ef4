@NullMarked
package firstbad.bench.chaos;

import org.jspecify.annotations.NullMarked;
