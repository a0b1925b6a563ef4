package firstbad.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that can be killed, frozen and stopped, and that whoever runs it starts again once it
 * is let go. Safe for use by several threads.
 */
final class Subject implements AutoCloseable {
  private static final long STOP_WITHIN_S = 90;

  private final String name;
  private final Path printed;
  private @Nullable Process process;
  private boolean held;
  private boolean closed;
  private int struck;

  /**
   * @param printed where it prints to, after what is there; its folder is where it runs
   */
  Subject(String name, Path printed) {
    this.name = name;
    this.printed = printed;
  }

  String name() {
    return name;
  }

  /** How often it was killed, frozen or stopped from outside. */
  synchronized int struck() {
    return struck;
  }

  /**
   * Runs a command to its end, as soon as it may.
   *
   * @return its exit code; -1 when this was closed
   */
  int run(List<String> command) throws InterruptedException {
    Process running;
    synchronized (this) {
      while (held && !closed) {
        wait();
      }
      if (closed) {
        return -1;
      }
      running = begun(command);
      process = running;
    }
    return running.waitFor();
  }

  private Process begun(List<String> command) {
    try {
      return new ProcessBuilder(command)
          .directory(printed.toAbsolutePath().resolveSibling(".").toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(printed.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL; it is not started again before {@link #letGo()}. */
  void kill() throws InterruptedException {
    hold();
    Process running = running();
    if (running != null) {
      running.destroyForcibly();
      running.waitFor();
    }
  }

  /** SIGTERM; likewise. Fails when it does not end. */
  void stop() throws InterruptedException {
    hold();
    Process running = running();
    if (running != null) {
      running.destroy();
      if (!running.waitFor(STOP_WITHIN_S, TimeUnit.SECONDS)) {
        running.destroyForcibly();
        throw new IllegalStateException(name + " did not stop within " + STOP_WITHIN_S + " s.");
      }
    }
  }

  /** SIGSTOP. */
  void freeze() throws InterruptedException {
    synchronized (this) {
      struck++;
    }
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() throws InterruptedException {
    signal("CONT");
  }

  /** It may run again. */
  synchronized void letGo() {
    held = false;
    notifyAll();
  }

  /** Whether it does not run since somebody wants so. */
  synchronized boolean held() {
    return held || closed;
  }

  synchronized boolean alive() {
    return process != null && process.isAlive();
  }

  /** All that it has printed. */
  String printed() {
    try {
      return Files.exists(printed) ? Files.readString(printed) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void hold() {
    held = true;
    struck++;
  }

  private synchronized @Nullable Process running() {
    return process;
  }

  private void signal(String signal) throws InterruptedException {
    Process running = running();
    if (running != null && running.isAlive()) {
      try {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(running.pid())).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException("There is no 'kill' on this machine.", e);
      }
    }
  }

  /** Ends it for good. */
  @Override
  public void close() {
    Process running;
    synchronized (this) {
      closed = true;
      notifyAll();
      running = process;
    }
    if (running != null) {
      running.destroyForcibly();
    }
  }
}
