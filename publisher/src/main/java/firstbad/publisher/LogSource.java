package firstbad.publisher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Where the text of one finished log comes from. */
public sealed interface LogSource permits FileSource, PipeSource, WebSource {

  /** What a person calls it; safe to print. */
  String name();

  /** The id it has where none is given; empty where one must be given. */
  Optional<String> id();

  /** The file it is read from, where it is one. */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /**
   * Opens it at its beginning. What is packed with gzip or xz is unpacked.
   *
   * @throws IOException with a message that is a sentence
   */
  InputStream open() throws IOException;
}
