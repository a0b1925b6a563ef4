package firstbad.app.bisect;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A git work tree in which a bisection is under way, by git's own commands. */
final class WorkTree {
  private final Path folder;

  WorkTree(Path folder) {
    this.folder = folder;
  }

  /**
   * What a command of git came to.
   *
   * @param said its lines, those to standard error among them
   */
  record GitResult(int code, List<String> said) {
    boolean done() {
      return code == 0;
    }

    /** The first line, for a sentence. */
    String first() {
      return said.isEmpty() ? "it says nothing" : DisplayText.visible(said.get(0));
    }
  }

  /**
   * The folder where git keeps what it knows of this work tree.
   *
   * @throws Problem when this is no work tree, or no bisection is under way in it
   */
  Path requireBisection() {
    GitResult folders = git("rev-parse", "--absolute-git-dir");
    if (!folders.done()) {
      throw new Problem("This folder is in no git work tree (" + folders.first() + ").");
    }
    for (String end : new String[] {term(true), term(false) + "-*"}) {
      if (git("for-each-ref", "--format=%(objectname)", "refs/bisect/" + end).said().isEmpty()) {
        throw new Problem(
            "No bisection with a bad and a good commit is under way here: run"
                + " 'git bisect start BAD GOOD' first.");
      }
    }
    return Path.of(folders.said().get(0));
  }

  /** The word for a bad commit, or for a good one. */
  String term(boolean bad) {
    GitResult answer = git("bisect", "terms", bad ? "--term-bad" : "--term-good");
    return answer.done() && !answer.said().isEmpty()
        ? answer.said().get(0).strip()
        : bad ? "bad" : "good";
  }

  /** The bad end as it is now, as git's log has it: hash and title. */
  String bad() {
    return String.join("", git("rev-parse", "refs/bisect/" + term(true)).said());
  }

  String title(String commit) {
    return String.join("", git("log", "-1", "--format=%s", commit).said());
  }

  /** What is checked out; git may have been told not to touch the files. */
  String candidate() {
    GitResult untouched = git("rev-parse", "--verify", "--quiet", "BISECT_HEAD");
    return String.join("", untouched.done() ? untouched.said() : git("rev-parse", "HEAD").said());
  }

  /** Whether git checks commits out, and does not only name them. */
  boolean checksOut() {
    return !git("rev-parse", "--verify", "--quiet", "BISECT_HEAD").done();
  }

  /**
   * Puts a commit into the work tree.
   *
   * @throws Problem when git refuses
   */
  void checkOut(String commit) {
    GitResult answer = git("checkout", "--quiet", "--detach", commit);
    if (!answer.done()) {
      throw new Problem("git cannot check out " + commit + ": " + answer.first() + ".");
    }
  }

  List<String> log() {
    return git("bisect", "log").said();
  }

  GitResult bisect(String word) {
    return git("bisect", word);
  }

  private GitResult git(String... words) {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager", "-c", "color.ui=false"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    try {
      Process git = builder.start();
      git.getOutputStream().close();
      List<String> said =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return new GitResult(git.waitFor(), said);
    } catch (IOException e) {
      throw new Problem("git could not be run: " + Sentences.full(Sentences.reason(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted while git worked.", e);
    }
  }
}
