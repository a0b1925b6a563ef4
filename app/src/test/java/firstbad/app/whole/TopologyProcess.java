package firstbad.app.whole;

import firstbad.app.Firstbad;
import firstbad.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code firstbad topology} as a process of its own, to be killed. */
final class TopologyProcess implements AutoCloseable {
  private final List<String> command;
  private final Path log;
  private Process process;

  private TopologyProcess(List<String> command, Path log) throws IOException {
    this.command = command;
    this.log = log;
    this.process = run();
  }

  /**
   * @param folder for its state, its configuration and what it prints
   * @param options as on the command line
   */
  static TopologyProcess started(EmbeddedKafka kafka, Path folder, String... options)
      throws IOException {
    Files.createDirectories(folder);
    // A killed instance holds its partitions for the session's time, and its transactions for
    // theirs; both are shortened, since the test kills on purpose.
    Path config = folder.resolve("client.properties");
    Files.writeString(config, "session.timeout.ms=6000\nproducer.transaction.timeout.ms=5000\n");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Firstbad.class.getName(),
                "topology",
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--registry",
                kafka.registryUrl(),
                "--config",
                config.toString(),
                "--state",
                folder.resolve("state").toString()));
    command.addAll(List.of(options));
    return new TopologyProcess(command, folder.resolve("printed.txt"));
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Starts it again on what it left. */
  void restart() throws IOException {
    process = run();
  }

  /** Fails with what it printed when it does not run. */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("The topology has ended:\n" + Files.readString(log));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Process run() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
