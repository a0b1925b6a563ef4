package firstbad.app.deliver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret in a file of its own; it is read each time, so that a changed one counts at once. */
final class SecretFile {

  /** The first line, without white space around it. */
  static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
  }

  private SecretFile() {}
}
