/** Records of the topic of lines as they are read, and what becomes of those that cannot be. */
@NullMarked
package firstbad.topology.read;

import org.jspecify.annotations.NullMarked;
