package firstbad.schemas;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * By which the tests of every module know files that nobody may change any more: SHA-256 of each,
 * by its name, and the list that sha256sum writes.
 */
public final class Checksums {
  private Checksums() {}

  /**
   * Those of all files below a folder whose names end so, whatever ends a line there.
   *
   * @return by path below the folder, parts joined by a slash
   */
  public static Map<String, String> of(Path folder, String ending) throws IOException {
    Map<String, String> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(ending)) {
          checksums.put(name, sha256(Files.readString(file, StandardCharsets.UTF_8)));
        }
      }
    }
    return checksums;
  }

  /** Those that a list names, as sha256sum writes them: the sum, spaces, the name. */
  public static Map<String, String> listed(Path list) throws IOException {
    Map<String, String> listed = new TreeMap<>();
    for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
      List<String> parts = List.of(line.split(" +", 2));
      listed.put(parts.get(1), parts.get(0));
    }
    return listed;
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
