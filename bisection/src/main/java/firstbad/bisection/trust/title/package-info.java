/** What the titles of crashes and commits say, and how alike two of them are. */
@NullMarked
package firstbad.bisection.trust.title;

import org.jspecify.annotations.NullMarked;
