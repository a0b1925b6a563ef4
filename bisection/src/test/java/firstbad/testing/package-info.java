/** What the tests of every module share. */
@NullMarked
package firstbad.testing;

import org.jspecify.annotations.NullMarked;
