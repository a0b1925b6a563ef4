/** Findings to answers: a view in SQL, an HTTP API over it, live changes, the page. */
@NullMarked
package firstbad.server;

import org.jspecify.annotations.NullMarked;
