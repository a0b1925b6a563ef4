package firstbad.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A process that gets SIGTERM ends its work, and with the exit code that the work gives. */
class ShutdownHookTest {

  @Test
  void closing_takes_as_long_as_it_takes() throws Exception {
    assertThat(terminated("closing")).isEqualTo("0: closed");
  }

  @Test
  void a_read_that_blocks_is_interrupted() throws Exception {
    assertThat(terminated("blocking")).isEqualTo("0: interrupted");
  }

  private static String terminated(String work) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Work.class.getName(),
                work)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("running");
      // Process.destroy would close the stream as well.
      assertThat(process.toHandle().destroy()).isTrue();
      String rest = said.lines().collect(Collectors.joining("\n"));
      return process.waitFor() + ": " + rest;
    }
  }

  /** What runs in the process. */
  static final class Work {
    public static void main(String[] arguments) throws Exception {
      ShutdownHook shutdown = new ShutdownHook();
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      System.exit(
          shutdown.during(
              () -> arguments[0].equals("closing") ? close(shutdown, out) : block(out), out));
    }

    /** Longer than the moment after which a read is interrupted. */
    private static int close(ShutdownHook shutdown, PrintWriter out) throws Exception {
      out.println("running");
      while (!shutdown.requested()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      TimeUnit.SECONDS.sleep(3);
      out.println("closed");
      return ExitCode.DONE;
    }

    private static int block(PrintWriter out) {
      out.println("running");
      try {
        TimeUnit.HOURS.sleep(1);
        out.println("slept");
      } catch (InterruptedException e) {
        out.println("interrupted");
      }
      return ExitCode.DONE;
    }
  }
}
