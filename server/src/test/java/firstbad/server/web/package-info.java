@NullMarked
package firstbad.server.web;

import org.jspecify.annotations.NullMarked;
