/** A bisection as it is told: to a person, and to a program as JSON. */
@NullMarked
package firstbad.app.story;

import org.jspecify.annotations.NullMarked;
