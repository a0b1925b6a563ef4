/** Questions over HTTP and their answers from the view, as {@code openapi.json} describes them. */
@NullMarked
package firstbad.server.api;

import org.jspecify.annotations.NullMarked;
