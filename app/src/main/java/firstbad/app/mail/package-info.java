/** Findings in the words of a mailing list: plain text, 72 columns. */
@NullMarked
package firstbad.app.mail;

import org.jspecify.annotations.NullMarked;
