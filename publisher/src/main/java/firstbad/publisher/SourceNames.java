package firstbad.publisher;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** What the name of a source says. */
public final class SourceNames {

  /** The name as it was given, without extension, {@code _} for what an id may not hold. */
  public static String id(String name) {
    String unpacked = packed(name) ? name.substring(0, name.length() - 3) : name;
    int folder = Math.max(unpacked.lastIndexOf('/'), unpacked.lastIndexOf('\\'));
    int dot = unpacked.lastIndexOf('.');
    String plain = dot > folder + 1 ? unpacked.substring(0, dot) : unpacked;
    return plain.replaceAll("[^A-Za-z0-9._:/@+=~-]", "_");
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
