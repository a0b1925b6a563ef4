package firstbad.app.bisect;

import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.publisher.PublishException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of a search: a file that is kept, what a person sees, and where it is published. The file
 * is the truth: where publishing fails, the search goes on, and the file can be published later.
 */
final class SearchLog implements AutoCloseable {
  private final Path file;
  private final PrintWriter out;
  private final PrintWriter err;
  private @Nullable LineSink sink;
  private int failures;

  SearchLog(Path file, PrintWriter out, PrintWriter err) {
    this.file = file;
    this.out = out;
    this.err = err;
  }

  /** Lines that the file had before. */
  List<String> kept() {
    try {
      return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    } catch (IOException e) {
      throw cannot(e);
    }
  }

  /** Publishes what the file has, and what is added to it from now on. */
  void publishTo(LineSink target) {
    sink = target;
    for (String line : kept()) {
      publish(() -> target.line(line));
    }
    flush();
  }

  /** Adds a line. */
  void line(String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          text + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw cannot(e);
    }
    out.println(text);
    out.flush();
    LineSink target = sink;
    if (target != null) {
      publish(() -> target.line(text));
    }
  }

  void lines(List<String> texts) {
    new ArrayList<>(texts).forEach(this::line);
    flush();
  }

  /** Lets readers see what was added. */
  void flush() {
    LineSink target = sink;
    if (target != null) {
      publish(target::flush);
    }
  }

  /** Says that the search is over; whether all of it is published, where it was to be. */
  boolean end() {
    LineSink target = sink;
    if (target != null) {
      failures = 0;
      publish(target::end);
    }
    return failures == 0;
  }

  private void publish(Runnable sending) {
    try {
      sending.run();
      failures = 0;
    } catch (PublishException | Problem | IllegalStateException e) {
      if (failures++ == 0) {
        err.println(
            "firstbad: "
                + e.getMessage()
                + " The search goes on; publish "
                + file
                + " again when it is over.");
      }
    }
  }

  private Problem cannot(IOException e) {
    return new Problem("The log " + file + " cannot be kept: " + Sentences.reason(e) + ".", e);
  }

  @Override
  public void close() {
    LineSink target = sink;
    if (target != null) {
      publish(target::close);
    }
  }
}
