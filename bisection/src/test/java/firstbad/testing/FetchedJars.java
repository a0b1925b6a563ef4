package firstbad.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Programs of others that run in a process of their own, on a class path that Maven fetches. */
public final class FetchedJars {
  private FetchedJars() {}

  /**
   * All that a project depends on. Where Maven cannot fetch it, the test is skipped.
   *
   * @param pom the project
   * @param folder an empty folder
   * @param options more options of Maven
   */
  public static List<Path> of(Path pom, Path folder, List<String> options)
      throws IOException, InterruptedException {
    Path jars = folder.resolve("jars");
    Path said = folder.resolve("maven.txt");
    List<String> command = new ArrayList<>(List.of("mvn", "-q", "-B", "-ntp", "-f"));
    command.add(pom.toAbsolutePath().toString());
    command.add("dependency:copy-dependencies");
    command.add("-DoutputDirectory=" + jars.toAbsolutePath());
    command.addAll(options);
    Process maven =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    Prerequisite.require(
        maven.waitFor() == 0, "Maven could not fetch " + pom + ": " + Files.readString(said));
    try (Stream<Path> found = Files.list(jars)) {
      return found.toList();
    }
  }
}
