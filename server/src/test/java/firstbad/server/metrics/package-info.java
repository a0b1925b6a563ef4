@NullMarked
package firstbad.server.metrics;

import org.jspecify.annotations.NullMarked;
