package firstbad.bisection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Logs for tests. */
public final class Logs {

  /** The log of a use-after-free in hidraw_release that ends on a netdev commit. */
  public static List<String> hidrawRelease() {
    try (InputStream log = Logs.class.getResourceAsStream("/logs/hidraw-release.txt")) {
      if (log == null) {
        throw new IllegalStateException("logs/hidraw-release.txt is not on the class path");
      }
      return lines(new String(log.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A made-up log: {@code <a>} stands for a hash of forty times that digit. */
  public static List<String> made(String text) {
    StringBuilder log = new StringBuilder(text);
    for (int at = log.indexOf("<"); at >= 0; at = log.indexOf("<", at + 1)) {
      if (at + 2 < log.length() && log.charAt(at + 2) == '>') {
        log.replace(at, at + 3, hash(log.charAt(at + 1)));
      }
    }
    return lines(log.toString());
  }

  public static String hash(char digit) {
    return String.valueOf(digit).repeat(40);
  }

  /** Splits at line feeds; the one at the end of a text starts no line. */
  public static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (text.endsWith("\n")) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  private Logs() {}
}
