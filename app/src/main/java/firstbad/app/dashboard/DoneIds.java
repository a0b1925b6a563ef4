package firstbad.app.dashboard;

import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which logs of a site were imported, in a file, so that the next call goes on after them. */
final class DoneIds {
  private final Path file;
  private final Set<String> done = new HashSet<>();

  /**
   * Reads the file, if there is one.
   *
   * @throws Problem when it cannot be read
   */
  DoneIds(Path file) {
    this.file = file;
    try {
      if (Files.exists(file)) {
        done.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw cannot(e);
    }
  }

  /** The usual place: the user's folder for state, one file for each site and topic. */
  static Path usual(String site, String topic, Map<String, String> environment) {
    Path state =
        Optional.ofNullable(environment.get("XDG_STATE_HOME"))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".local", "state"));
    String name = (site + "-" + topic).replaceAll("[^A-Za-z0-9.-]", "_");
    return state.resolve("firstbad").resolve(name + ".imported");
  }

  boolean has(String id) {
    return done.contains(id);
  }

  void add(String id) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          id + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      done.add(id);
    } catch (IOException e) {
      throw cannot(e);
    }
  }

  private Problem cannot(IOException e) {
    return new Problem("The file " + file + " cannot be used: " + Sentences.reason(e) + ".", e);
  }
}
