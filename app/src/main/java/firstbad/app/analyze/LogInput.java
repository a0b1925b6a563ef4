package firstbad.app.analyze;

import java.io.IOException;
import java.io.InputStream;

/**
 * A log that is there to be read.
 *
 * @param file its name, for the person
 * @param id the id of the bisection in it
 * @param opening how to get at its text
 */
public record LogInput(String file, String id, Opening opening) {

  /** Gives the text, unpacked, from its beginning. */
  public interface Opening {
    /** Opens it; a failure's message says what is wrong with the input. */
    InputStream open() throws IOException;
  }
}
