/** Commits that bisections name, summed over all bisections. */
@NullMarked
package firstbad.topology.suspect;

import org.jspecify.annotations.NullMarked;
