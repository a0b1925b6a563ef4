/**
 * One bisection in sentences, made from its events: the box that stands on top of it on the page,
 * in the answers of the API and on the terminal. No markup, no colour, no clock; text from logs and
 * labels is in the sentences as it came, so whoever shows them makes it safe to show.
 */
@NullMarked
package firstbad.story;

import org.jspecify.annotations.NullMarked;
