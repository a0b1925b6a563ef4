/** A bad day, made on purpose: every process is killed, frozen and filled, and nothing is lost. */
@NullMarked
package firstbad.bench.chaos;

import org.jspecify.annotations.NullMarked;
