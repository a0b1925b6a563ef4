/** How state becomes bytes, in which versions, and how one version becomes another. */
@NullMarked
package firstbad.topology.codec;

import org.jspecify.annotations.NullMarked;
