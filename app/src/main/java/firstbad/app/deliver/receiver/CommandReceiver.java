package firstbad.app.deliver.receiver;

import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A command of a shell: the event as JSON on standard input, its main fields in the environment.
 * The message is taken when the command ends with 0 within its time.
 */
public final class CommandReceiver implements Receiver {
  private static final long OUTPUT_ENDS_WITHIN_MS = 1000;

  private final String command;
  private final Duration limit;
  private final Consumer<String> out;
  private final Consumer<String> err;

  /**
   * A command.
   *
   * @param limit after which it is killed with all that it started
   * @param out told what it prints, as it does
   * @param err the same for its standard error
   */
  public CommandReceiver(
      String command, Duration limit, Consumer<String> out, Consumer<String> err) {
    this.command = command;
    this.limit = limit;
    this.out = out;
    this.err = err;
  }

  @Override
  public Attempt attempt(Message message) throws InterruptedException {
    Process process;
    try {
      process = start(message);
    } catch (IOException e) {
      return Attempt.failed("cannot be run: " + Sentences.reason(e), "");
    }
    Tail tail = new Tail();
    Thread first = tail.reading(process.getInputStream(), out);
    Thread second = tail.reading(process.getErrorStream(), err);
    write(process, message.json());
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      first.join(OUTPUT_ENDS_WITHIN_MS);
      second.join(OUTPUT_ENDS_WITHIN_MS);
      if (!ended) {
        return Attempt.failed(
            "did not end within " + limit.toMillis() / 1000.0 + " s and was killed", tail.text());
      }
    } catch (InterruptedException e) {
      kill(process);
      throw e;
    }
    int code = process.exitValue();
    return code == 0
        ? Attempt.accepted(tail.text())
        : Attempt.failed("ended with exit code " + code, tail.text());
  }

  private Process start(Message message) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.environment().put("FIRSTBAD_KEY", printable(message.key()));
    // The fields come from logs: no control character of theirs belongs into an environment.
    message.fields().forEach((name, value) -> builder.environment().put(name, printable(value)));
    return builder.start();
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** On a thread of its own: a command that does not read must not hold up who waits for it. */
  private static void write(Process process, String json) {
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream input = process.getOutputStream()) {
                input.write((json + "\n").getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                // the command does not read its input, which is its own affair
              }
            },
            "firstbad-command-input");
    writer.setDaemon(true);
    writer.start();
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
