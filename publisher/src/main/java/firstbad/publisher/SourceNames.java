package firstbad.publisher;

import firstbad.schemas.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** What the name of a source says. */
public final class SourceNames {

  /** The id of what is read under this name, where nobody gives one: see {@link Ids#fromPath}. */
  public static String id(String name) {
    return Ids.fromPath(name);
  }

  /** Whether the name says that the text is compressed with gzip. */
  static boolean packed(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** The text, unpacked where the name says that it is packed. */
  static InputStream unpacked(String name, InputStream input) throws IOException {
    if (!packed(name)) {
      return input;
    }
    try {
      return new GZIPInputStream(input, 64 * 1024);
    } catch (IOException e) {
      input.close();
      throw new IOException(name + " is named .gz but is not packed with gzip.", e);
    }
  }

  private SourceNames() {}
}
