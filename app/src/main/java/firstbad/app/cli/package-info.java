/** What the commands share: options, the terminal, logging, sentences for what went wrong. */
@NullMarked
package firstbad.app.cli;

import org.jspecify.annotations.NullMarked;
