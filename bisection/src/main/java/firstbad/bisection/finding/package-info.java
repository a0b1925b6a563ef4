/**
 * What comes out of a bisection log: the head, its revisions, the culprit, assessments, alerts,
 * counts.
 */
@NullMarked
package firstbad.bisection.finding;

import org.jspecify.annotations.NullMarked;
