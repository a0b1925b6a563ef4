package firstbad.app.verify.git;

import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A clone, bare or not, read by git itself. Nothing of it is run: no pager, no external diff, no
 * textconv, no monitor of the file system; and nothing is fetched, so that its configuration is
 * asked for no way to another machine. A clone without blobs so gives no functions.
 */
public final class GitRepository {
  /** More than any commit message that people write. */
  private static final int LONGEST_MESSAGE = 64 * 1024;

  /**
   * As arguments, since only git 2.36 and newer takes them from its input; so many fit anywhere,
   * and each call reads the history of all tags.
   */
  private static final int ASKED_AT_ONCE = 5000;

  private static final String FORMAT = "--format=%H%n%B";
  private static final List<String> REPAIRS =
      List.of(
          "log",
          "-z",
          FORMAT,
          "--no-merges",
          "--topo-order",
          "--reverse",
          "--regexp-ignore-case",
          "--extended-regexp",
          "--grep=^ *Fixes:",
          "--grep=reverts commit");
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{4,64}");

  private final Path folder;
  private final GitProcess git;

  /**
   * Makes sure that git finds a repository there, and one with all of its history: without, a
   * culprit that was never reverted and one whose revert is missing look the same.
   *
   * @throws Problem when it does not
   */
  public GitRepository(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Problem("There is no folder " + folder + "; name a clone.");
    }
    this.folder = folder;
    this.git = new GitProcess(folder);
    text("rev-parse", "--git-dir");
    if (text("rev-parse", "--is-shallow-repository").strip().equals("true")) {
      throw new Problem(
          folder
              + " is a shallow clone, which lacks a part of the history. Complete it with git fetch"
              + " --unshallow, or name another clone.");
    }
  }

  /** Where it is. */
  Path folder() {
    return folder;
  }

  /**
   * The full hash of what a branch, a tag or a hash names.
   *
   * @throws Problem when it names no commit
   */
  public String commit(String revision) {
    return text("rev-parse", "--verify", "--end-of-options", revision + "^{commit}").strip();
  }

  /**
   * The full name of the branch that a name means, such as {@code refs/heads/master}; of a hash,
   * the hash.
   *
   * @param name null for the branch that is checked out, in a bare clone that of its origin
   * @throws Problem when it names no commit, or one by where it lies, such as {@code HEAD~3}, or no
   *     branch is checked out
   */
  public String branch(@Nullable String name) {
    String asked = name == null ? "HEAD" : name;
    String full = fullName(asked);
    if (full.equals("HEAD")) {
      throw new Problem(
          "In "
              + folder
              + " a commit is checked out and no branch, so what is read next time would be another"
              + " history. Name the branch with --branch.");
    }
    if (full.isEmpty() && !HASH.matcher(asked).matches()) {
      throw new Problem(
          visible(asked)
              + " means another commit once its branch moves, or another is checked out. Name a"
              + " branch, a tag or a hash with --branch.");
    }
    return full.isEmpty() ? asked : full;
  }

  private String fullName(String name) {
    try {
      return text("rev-parse", "--verify", "--symbolic-full-name", "--end-of-options", name)
          .strip();
    } catch (Problem e) {
      throw new Problem(
          "There is no branch, tag or commit " + visible(name) + " in " + folder + ".", e);
    }
  }

  /** Whether the older commit is part of the newer one's history; false where it is unknown. */
  public boolean holds(String newer, String older) {
    Map<String, String> known = full(List.of(older));
    return known.containsKey(older)
        && git.ran(List.of("merge-base", "--is-ancestor", older, newer), "", none -> {}) == 0;
  }

  /**
   * Commits whose message has a line {@code Fixes:}, or says that it reverts, oldest first; merges
   * are left out, since they repeat the words of what they merge.
   *
   * @param after the commit whose history is left out; null for none
   */
  void repairs(String head, @Nullable String after, Consumer<GitCommit> each) {
    List<String> asked = new ArrayList<>(REPAIRS);
    asked.add(head);
    if (after != null) {
      asked.add("^" + after);
    }
    asked.add("--");
    commits(asked, "", each);
  }

  /** These commits, by full hash; those that are not here are left out. */
  Map<String, GitCommit> commits(Collection<String> hashes) {
    Map<String, GitCommit> found = new TreeMap<>();
    Collection<String> here = full(hashes).values();
    if (!here.isEmpty()) {
      commits(
          List.of("log", "-z", FORMAT, "--no-walk=unsorted", "--stdin"),
          String.join("\n", here) + "\n",
          commit -> found.put(commit.hash(), commit));
    }
    return found;
  }

  /**
   * The full hash of each of these, which may be short; without those that no or two commits have.
   */
  Map<String, String> full(Collection<String> hashes) {
    Map<String, String> full = new TreeMap<>();
    if (hashes.isEmpty()) {
      return full;
    }
    List<String> asked = hashes.stream().filter(GitRepository::isHash).toList();
    StringBuilder questions = new StringBuilder();
    asked.forEach(hash -> questions.append(hash).append("^{commit}\n"));
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    int code =
        git.ran(
            List.of("cat-file", "--batch-check=%(objectname) %(objecttype)"),
            questions.toString(),
            out -> out.transferTo(answers));
    String[] lines = answers.toString(StandardCharsets.UTF_8).split("\n", -1);
    if (code != 0 || lines.length < asked.size()) {
      throw new Problem("git cat-file failed in " + folder + " with " + code + ".");
    }
    for (int i = 0; i < asked.size(); i++) {
      if (lines[i].matches("[0-9a-f]{40,64} commit")) {
        full.put(asked.get(i), lines[i].substring(0, lines[i].indexOf(' ')));
      }
    }
    return full;
  }

  /** Whether git takes it for nothing else, and for one line. */
  private static boolean isHash(String text) {
    return text.matches("[0-9a-f]{7,64}");
  }

  // A line of the answer is 4d92b95ff2f9... tags/v5.16-rc1~12^2~3
  /**
   * The oldest tag {@code v*} that holds each of these, without what git says of the way there; a
   * commit that is in none is left out.
   */
  Map<String, String> releases(Collection<String> hashes) {
    Map<String, String> releases = new TreeMap<>();
    List<String> asked = hashes.stream().filter(GitRepository::isHash).toList();
    for (int from = 0; from < asked.size(); from += ASKED_AT_ONCE) {
      List<String> words = new ArrayList<>(List.of("name-rev", "--tags", "--refs=refs/tags/v*"));
      words.addAll(asked.subList(from, Math.min(asked.size(), from + ASKED_AT_ONCE)));
      for (String line : text(words.toArray(String[]::new)).split("\n", -1)) {
        int name = line.indexOf(" tags/");
        if (name > 0) {
          String tag = line.substring(name + " tags/".length());
          releases.put(line.substring(0, name), tag.replaceAll("[~^].*$", ""));
        }
      }
    }
    return releases;
  }

  /**
   * What git prints.
   *
   * @throws Problem when it fails
   */
  String text(String... arguments) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    List<String> asked = Arrays.asList(arguments);
    require(asked, git.ran(asked, "", out -> out.transferTo(answer)));
    return answer.toString(StandardCharsets.UTF_8);
  }

  /**
   * The lines of what git prints, as long as they are asked for, and of the first bytes alone.
   *
   * @param more takes a line; whether it wants another
   * @return whether git printed that much or ended well
   */
  boolean lines(int mostBytes, Predicate<String> more, String... arguments) {
    boolean[] enough = {false};
    int code =
        git.ran(
            Arrays.asList(arguments),
            "",
            out -> {
              byte[] first = out.readNBytes(mostBytes);
              enough[0] = first.length == mostBytes;
              out.close(); // git ends where it has more to print
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(
                          new ByteArrayInputStream(first), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null && more.test(line)) {
                  line = lines.readLine();
                }
              }
            });
    return enough[0] || code == 0;
  }

  private void commits(List<String> asked, String input, Consumer<GitCommit> each) {
    require(
        asked, git.ran(asked, input, out -> split(new BufferedInputStream(out, 1 << 16), each)));
  }

  private static void split(InputStream out, Consumer<GitCommit> each) throws IOException {
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    for (int next = out.read(); next >= 0; next = out.read()) {
      if (next != 0) {
        if (one.size() < LONGEST_MESSAGE) {
          one.write(next);
        }
      } else if (one.size() > 0) {
        each.accept(GitCommit.of(one.toString(StandardCharsets.UTF_8)));
        one.reset();
      }
    }
    if (one.size() > 0) {
      each.accept(GitCommit.of(one.toString(StandardCharsets.UTF_8)));
    }
  }

  private void require(List<String> asked, int code) {
    if (code != 0) {
      throw new Problem(
          "git " + asked.get(0) + " failed in " + folder + ": " + Sentences.full(git.complaint()));
    }
  }
}
