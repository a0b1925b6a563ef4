package firstbad.bench.structure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script or stylesheet of the page.
 *
 * @param path from the root of the project
 * @param comment its first comment, empty when it does not begin with one
 */
record WebFile(Path path, int lines, String comment) {
  private static final Path ROOT = Path.of("..");
  private static final Path ASSETS =
      ROOT.resolve("server/src/main/resources/firstbad/server/page/assets");
  private static final Pattern COMMENT =
      Pattern.compile("(?s)\\A\\s*(?<text>/\\*.*?\\*/|(?://[^\n]*\n)+)");

  /** All of them. */
  static List<WebFile> all() throws IOException {
    try (Stream<Path> files = Files.list(ASSETS)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(js|css)"))
          .sorted()
          .map(WebFile::read)
          .toList();
    }
  }

  private static WebFile read(Path file) {
    try {
      String text = Files.readString(file);
      Matcher first = COMMENT.matcher(text);
      return new WebFile(
          ROOT.relativize(file),
          (int) text.lines().count(),
          first.find() ? first.group("text") : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
