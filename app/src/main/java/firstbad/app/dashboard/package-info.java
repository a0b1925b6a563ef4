/** Bisection logs of a dashboard like syzbot's, read politely and with distrust. */
@NullMarked
package firstbad.app.dashboard;

import org.jspecify.annotations.NullMarked;
