@NullMarked
package firstbad.app.mail;

import org.jspecify.annotations.NullMarked;
