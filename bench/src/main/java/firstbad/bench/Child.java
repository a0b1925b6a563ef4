package firstbad.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A class of this benchmark as a process of its own, on the same class path. {@code
 * -Dsubject.jvm=FLAG,FLAG} gives what is measured, and not the broker, more flags.
 */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  Child(Class<?> main, List<String> arguments) throws IOException {
    this(main, arguments, "");
  }

  /** A variant, which may have more on its class path, before all others. */
  Child(Class<?> main, Variant variant, List<String> arguments) throws IOException {
    this(main, arguments, variant.classPath());
  }

  private Child(Class<?> main, List<String> arguments, String before) throws IOException {
    process =
        new ProcessBuilder(command(main, arguments, before))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  private static List<String> command(Class<?> main, List<String> arguments, String before) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms1g",
                "-Xmx1g",
                "-XX:+UseG1GC",
                "-cp",
                before + System.getProperty("java.class.path")));
    String flags = System.getProperty("subject.jvm", "");
    if (main != BrokerProcess.class && !flags.isEmpty()) {
      command.addAll(List.of(flags.split(",", -1)));
    }
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /** The words behind {@code keyword} in the first line that begins with it. */
  String[] await(String keyword) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(keyword + " ")) {
        return line.substring(keyword.length() + 1).split(" ");
      }
    }
    throw new IllegalStateException("The process ended before it said " + keyword + ".");
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
