package firstbad.app.deliver.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret in a file of its own; it is read each time, so that a changed one counts at once. */
public final class SecretFile {

  /**
   * The first line, without white space around it: printable ASCII, which every header can hold.
   *
   * @throws IOException when it cannot be read or holds something else; the message has nothing of
   *     the secret
   */
  public static String read(Path file) throws IOException {
    // Each byte becomes a character of its own: bytes that are no text are refused below.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String secret = text.lines().findFirst().orElse("").strip();
    if (secret.isEmpty()) {
      throw new IOException("the first line of " + file + " is empty");
    }
    if (!secret.matches("[\\x20-\\x7e]+")) {
      throw new IOException(
          file
              + " holds characters that are not printable ASCII, such as a byte order mark; write the"
              + " secret alone on its first line");
    }
    return secret;
  }

  private SecretFile() {}
}
