/** What every answer over HTTP has in common: routes as a table, and refusals as problems. */
@NullMarked
package firstbad.server.web;

import org.jspecify.annotations.NullMarked;
