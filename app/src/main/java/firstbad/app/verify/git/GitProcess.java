package firstbad.app.verify.git;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs git in a folder whose configuration may be anybody's: it can name commands, which git would
 * run to show a difference, to look into a submodule, or to fetch what a partial clone lacks.
 */
final class GitProcess {
  private static final int COMPLAINT = 400;
  private static final List<String> SAFE =
      List.of(
          "--no-pager",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "diff.submodule=short",
          "-c",
          "fetch.bundleURI=",
          "-c",
          "credential.helper=",
          "-c",
          "core.quotePath=false",
          "-c",
          "i18n.logOutputEncoding=UTF-8",
          "-c",
          "log.showSignature=false");

  /** What of git's environment does not say which repository is meant. */
  private static final Set<String> KEPT =
      Set.of("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH");

  private final Path folder;
  private String complaint = "";

  GitProcess(Path folder) {
    this.folder = folder;
  }

  /** The first line that the last run wrote to its standard error, for a sentence. */
  String complaint() {
    return complaint;
  }

  /** Takes what git writes to its output. */
  @FunctionalInterface
  interface Reading {
    void read(InputStream out) throws IOException;
  }

  /**
   * Runs git; its exit code.
   *
   * @param input what it reads
   * @throws Problem when it cannot be run
   */
  int ran(List<String> asked, String input, Reading reading) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(SAFE);
    command.addAll(asked);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    leaveOutside(builder.environment());
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    builder.environment().put("GIT_NO_REPLACE_OBJECTS", "1");
    // protocol.allow would not do: protocol.ext.allow of the folder goes before it
    builder.environment().put("GIT_ALLOW_PROTOCOL", "none");
    builder.environment().put("GIT_NO_LAZY_FETCH", "1");
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    try {
      Process git = builder.start();
      try {
        CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(git, input));
        CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> complaint(git));
        reading.read(git.getInputStream());
        int code = git.waitFor();
        fed.join();
        complaint = said.join();
        return code;
      } finally {
        git.destroyForcibly();
      }
    } catch (IOException | CompletionException e) {
      throw new Problem(
          "git could not be run in " + folder + ": " + Sentences.full(Sentences.reason(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted while git read " + folder + ".", e);
    }
  }

  /** A hook of git that calls this has variables that lead to the repository of the hook. */
  static void leaveOutside(Map<String, String> environment) {
    environment.keySet().removeIf(each -> each.startsWith("GIT_") && !KEPT.contains(each));
  }

  private static void feed(Process git, String input) {
    try (OutputStream in = git.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // git has ended early: its exit code and its complaint say why
    }
  }

  private static String complaint(Process git) {
    try {
      String said = new String(git.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      String line = said.lines().findFirst().orElse("it says nothing");
      return DisplayText.visible(line.substring(0, Math.min(COMPLAINT, line.length())));
    } catch (IOException e) {
      return Sentences.reason(e);
    }
  }
}
