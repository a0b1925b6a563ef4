/** What a line says: the table of all lines, the entries it yields, and the eras it belongs to. */
@NullMarked
package firstbad.bisection.grammar;

import org.jspecify.annotations.NullMarked;
