package firstbad.app.whole;

import firstbad.app.Firstbad;
import firstbad.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code firstbad} command as a process of its own, as a person or a service runs it. */
final class CommandProcess implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final List<String> command;
  private final Path printed;
  private Process process;

  private CommandProcess(List<String> command, Path printed) throws IOException {
    this.command = command;
    this.printed = printed;
    this.process = run();
  }

  /**
   * @param folder in which it runs, and which keeps what it prints
   * @param arguments as on the command line, in groups
   */
  static CommandProcess started(Path folder, String[]... arguments) throws IOException {
    Files.createDirectories(folder);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Firstbad.class.getName()));
    for (String[] group : arguments) {
      command.addAll(List.of(group));
    }
    return new CommandProcess(command, folder.resolve("printed.txt"));
  }

  /**
   * {@code firstbad topology}.
   *
   * @param folder for its state, its configuration and what it prints
   */
  static CommandProcess topology(EmbeddedKafka kafka, Path folder, String... options)
      throws IOException {
    Files.createDirectories(folder);
    // A killed instance holds its partitions for the session's time, which is shortened, since
    // tests kill on purpose.
    Path config = folder.resolve("client.properties");
    Files.writeString(config, "session.timeout.ms=10000\n");
    String[] where = {
      "topology",
      "--bootstrap-servers",
      kafka.bootstrapServers(),
      "--registry",
      kafka.registryUrl(),
      "--config",
      config.toString(),
      "--state",
      folder.resolve("state").toString()
    };
    return started(folder, where, options);
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
      throw new AssertionError("The command has ended:\n" + printed());
    }
  }

  /** What it has printed so far, errors among it. */
  String printed() throws IOException {
    return Files.readString(printed);
  }

  /** Waits until it has printed what the pattern finds. */
  Matcher awaitPrinted(String pattern) throws IOException, InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      Matcher found = wanted.matcher(printed());
      if (found.find()) {
        return found;
      }
      if (!alive || System.nanoTime() > deadline) {
        throw new AssertionError("No \"" + pattern + "\" in what it printed:\n" + printed());
      }
      Thread.sleep(50);
    }
  }

  /** Waits for its end; returns the exit code. */
  int awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("It does not end:\n" + printed());
    }
    return process.exitValue();
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
        .redirectOutput(ProcessBuilder.Redirect.appendTo(printed.toFile()))
        .start();
  }
}
