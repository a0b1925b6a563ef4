package firstbad.app.evaluate;

import java.util.List;

/** What a log is called whatever folder it is in: the last part without {@code .txt.gz}. */
final class LogName {
  private static final List<String> ENDINGS = List.of(".gz", ".xz", ".txt", ".log");

  static String of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (String ending : ENDINGS) {
      if (name.length() > ending.length() && name.endsWith(ending)) {
        name = name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }

  private LogName() {}
}
