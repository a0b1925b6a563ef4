package firstbad.app.read;

import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The command that a person wants to be run for each event, one at a time. */
final class Reaction {
  private final String command;
  private final PrintWriter err;
  private boolean failed;

  Reaction(String command, PrintWriter err) {
    this.command = command;
    this.err = err;
  }

  /** Runs it to its end; a failure is said, and the next event is its next chance. */
  void to(String json, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
    // The fields come from logs: no control character of theirs belongs into an environment.
    environment.forEach(
        (name, value) -> builder.environment().put(name, value.replaceAll("\\p{Cntrl}", " ")));
    try {
      Process process = builder.start();
      try (OutputStream input = process.getOutputStream()) {
        input.write((json + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // the command does not read its input, which is its own affair
      }
      int code = process.waitFor();
      if (code != 0) {
        fail("ended with exit code " + code);
      }
    } catch (IOException e) {
      fail("cannot be run: " + Sentences.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("was interrupted");
    }
  }

  /** Whether it failed for any event. */
  boolean failed() {
    return failed;
  }

  private void fail(String how) {
    failed = true;
    err.println("firstbad: The command of --exec " + how + ".");
    err.flush();
  }
}
