package firstbad.app.verify.git;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bare repository that grows commit by commit. */
public final class MadeUpRepository {
  private final Path folder;
  private final Map<String, String> entries = new TreeMap<>();
  private String tree;
  private @Nullable String head;
  private int commits;

  public MadeUpRepository(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    git("", "init", "-q", "--bare", ".");
    tree = git("", "hash-object", "-w", "-t", "tree", "/dev/null");
  }

  /** Adds a commit to the branch {@code main}; its full hash. */
  public String commit(String title, String... lines) {
    head = apart(head, title, lines);
    git("", "update-ref", "refs/heads/main", head);
    git("", "symbolic-ref", "HEAD", "refs/heads/main");
    return head;
  }

  /** Adds a commit with a date as git writes none; its full hash. */
  public String commitAt(String date, String title, String... lines) {
    String who = "made up <made-up@example.org> " + date + "\n";
    String text =
        "tree " + tree + "\nparent " + head + "\nauthor " + who + "committer " + who + "\n";
    String message = title + "\n\n" + String.join("\n", lines) + "\n";
    head = git(text + message, "hash-object", "-t", "commit", "-w", "--stdin", "--literally");
    git("", "update-ref", "refs/heads/main", head);
    return head;
  }

  /** Adds a commit that writes a file; its full hash. */
  public String commitFile(String path, String content, String title, String... lines) {
    String blob = git(content, "hash-object", "-w", "--stdin");
    entries.put(path, blob);
    StringBuilder listed = new StringBuilder();
    entries.forEach((name, hash) -> listed.append("100644 blob " + hash + "\t" + name + "\n"));
    tree = git(listed.toString(), "mktree");
    return commit(title, lines);
  }

  /** Checks out no branch but the newest commit. */
  void detach() {
    git("", "update-ref", "--no-deref", "HEAD", String.valueOf(head));
  }

  /** Names a commit. */
  public void tag(String name, String commit) {
    git("", "tag", name, commit);
  }

  /**
   * Clones it without the contents of files.
   *
   * @param address where git would fetch them
   * @param settings names and values of the clone's configuration
   */
  public Path withoutBlobs(Path clone, String address, Map<String, String> settings) {
    git("", "config", "uploadpack.allowFilter", "true");
    git("", "clone", "-q", "--bare", "--filter=blob:none", "file://" + folder, clone.toString());
    git("", "-C", clone.toString(), "config", "remote.origin.url", address);
    settings.forEach((name, value) -> git("", "-C", clone.toString(), "config", name, value));
    return clone;
  }

  /** Clones it without what was before the newest commit. */
  public Path shallow(Path clone) {
    git("", "clone", "-q", "--bare", "--depth=1", "file://" + folder, clone.toString());
    return clone;
  }

  /** Clones it with files, and beneath them with a clone of the same as a submodule. */
  public Path withSubmodule(Path clone, String path, Map<String, String> ofSubmodule) {
    git("", "clone", "-q", "--no-checkout", folder.toString(), clone.toString());
    git("", "-C", clone.toString(), "config", "diff.submodule", "diff");
    String submodule = clone.resolve(path).toString();
    git("", "clone", "-q", folder.toString(), submodule);
    ofSubmodule.forEach((name, value) -> git("", "-C", submodule, "config", name, value));
    return clone;
  }

  /** Adds a commit that lets a submodule stand at another one; its full hash. */
  public String commitSubmodule(String path, String at, String title) {
    tree = git("160000 commit " + at + "\t" + path + "\n", "mktree", "--missing");
    return commit(title);
  }

  /** Takes the branch back to an older commit: what comes next is a rebased branch. */
  public void rewind(String commit) {
    head = commit;
  }

  /** Lets another branch stand at a commit. */
  public void branch(String name, String commit) {
    git("", "update-ref", "refs/heads/" + name, commit);
  }

  /** A commit that is in no branch. */
  public String apart(@Nullable String parent, String title, String... lines) {
    List<String> asked = new ArrayList<>(List.of("commit-tree", tree));
    if (parent != null) {
      asked.addAll(List.of("-p", parent));
    }
    commits++;
    return git(title + "\n\n" + String.join("\n", lines) + "\n", asked.toArray(String[]::new));
  }

  /** How many there are. */
  public int commits() {
    return commits;
  }

  public Path folder() {
    return folder;
  }

  private String git(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      builder.environment().put("GIT_" + who + "_NAME", "made up");
      builder.environment().put("GIT_" + who + "_EMAIL", "made-up@example.org");
      builder.environment().put("GIT_" + who + "_DATE", (1700000000 + 60L * commits) + " +0000");
    }
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process git = builder.start();
      try (OutputStream in = git.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (git.waitFor() != 0) {
        throw new IllegalStateException("git " + arguments[0] + " failed");
      }
      return answer.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
