package firstbad.app.bisect;

import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The command that tells a good commit from a bad one, by the exit codes of git bisect run. */
final class TestCommand {
  private static final int SKIPPED = 125;
  private static final int FIRST_ABORTING = 128;
  private static final int LONGEST_NAME = 300;
  private static final long PAUSE_MS = 100;
  private static final long PATIENCE_S = 5;

  private final List<String> command;
  private final Path folder;

  TestCommand(List<String> command, Path folder) {
    this.command = command;
    this.folder = folder;
  }

  /**
   * What came of one run.
   *
   * @param code 0 is good, 125 untestable, up to 127 bad, more ends the search
   * @param words what a log says of it
   */
  record Run(int code, String words) {
    boolean good() {
      return code == 0;
    }

    boolean skipped() {
      return code == SKIPPED;
    }

    boolean bad() {
      return code > 0 && code < FIRST_ABORTING && code != SKIPPED;
    }

    boolean aborts() {
      return code < 0 || code >= FIRST_ABORTING;
    }
  }

  /** As git prints it. */
  String name() {
    String quoted =
        command.stream()
            .map(word -> "'" + word.replace("'", "'\\''").replaceAll("\\s+", " ") + "'")
            .collect(Collectors.joining(" "));
    return quoted.length() > LONGEST_NAME ? quoted.substring(0, LONGEST_NAME) + " ..." : quoted;
  }

  /**
   * Runs it once.
   *
   * @param output gets all that it prints
   * @param stopping whether the search is to stop; the command is stopped too then
   * @throws Problem when it cannot be started
   * @throws InterruptedException when this thread is interrupted; the command is stopped too
   */
  Run run(Writer output, BooleanSupplier stopping) throws InterruptedException {
    ConsoleTitle console = new ConsoleTitle();
    Process test = start();
    CompletableFuture<Void> read = CompletableFuture.runAsync(() -> read(test, console, output));
    try {
      while (!test.waitFor(PAUSE_MS, TimeUnit.MILLISECONDS)) {
        if (stopping.getAsBoolean() || read.isCompletedExceptionally()) {
          stop(test);
        }
      }
      read.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // something that the test has left running holds its output open, and is not waited for
    } catch (ExecutionException e) {
      throw new Problem(
          "What the test prints cannot be kept: " + Sentences.reason(Sentences.root(e)) + ".", e);
    } finally {
      stop(test);
    }
    return new Run(test.exitValue(), words(test.exitValue(), console));
  }

  private static void stop(Process test) {
    test.descendants().forEach(ProcessHandle::destroy);
    test.destroy();
  }

  private static void read(Process test, ConsoleTitle console, Writer output) {
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(test.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        console.line(line);
        output.write(line + "\n");
        output.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start() {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectInput(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new Problem("The test cannot be started: " + Sentences.full(Sentences.reason(e)), e);
    }
  }

  /** What is known of it: a crash only where its title was seen. */
  private static String words(int code, ConsoleTitle console) {
    if (code == 0) {
      return "OK";
    }
    String title = console.title();
    return code == SKIPPED
        ? "skip: exit code " + SKIPPED
        : title == null ? "bad: exit code " + code : "crashed: " + title;
  }
}
