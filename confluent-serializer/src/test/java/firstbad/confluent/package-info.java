/** Tests of what was unpacked; this module has no code of its own. */
@NullMarked
package firstbad.confluent;

import org.jspecify.annotations.NullMarked;
