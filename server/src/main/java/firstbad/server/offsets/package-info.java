/** Where the partitions of topics end, and which of them nobody answers for. */
@NullMarked
package firstbad.server.offsets;

import org.jspecify.annotations.NullMarked;
