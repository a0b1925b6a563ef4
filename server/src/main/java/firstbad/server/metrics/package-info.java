/** How the process is: series for Prometheus, and whether it lives and is ready. */
@NullMarked
package firstbad.server.metrics;

import org.jspecify.annotations.NullMarked;
