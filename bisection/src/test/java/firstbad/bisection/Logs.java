package firstbad.bisection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Logs for tests. */
final class Logs {

  /** The log of a use-after-free in hidraw_release that ends on a netdev commit. */
  static List<String> hidrawRelease() {
    try (InputStream log = Logs.class.getResourceAsStream("/logs/hidraw-release.txt")) {
      if (log == null) {
        throw new IllegalStateException("logs/hidraw-release.txt is not on the class path");
      }
      return lines(new String(log.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Splits at line feeds; the one at the end of a text starts no line. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (text.endsWith("\n")) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  private Logs() {}
}
