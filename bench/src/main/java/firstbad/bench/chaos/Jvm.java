package firstbad.bench.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a class that runs in a JVM of its own, on the class path of this one. */
final class Jvm {
  private Jvm() {}

  /** Little memory and quick to start, since many run side by side and are started often. */
  static List<String> command(String main, int megabytes, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(arguments);
    return command;
  }
}
