package firstbad.app.verify.git;

import firstbad.bisection.caps.Utf8;
import firstbad.events.GitChangedFile;
import firstbad.events.GitFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks a repository about one commit. */
public final class CommitFacts {
  private static final int FILES = 200;
  private static final int FUNCTIONS = 50;
  private static final int COMMITS = 20;
  private static final int LONGEST = 500;

  // @@ -10,6 +10,7 @@ static int hidraw_release(struct inode *inode)
  private static final Pattern HUNK =
      Pattern.compile("@@ [-+0-9, ]{3,60} @@ .{0,400}?\\b([A-Za-z_][A-Za-z0-9_]{1,120})\\(.*");

  private final GitRepository repository;
  private final History history;
  private Map<String, String> releases = Map.of();

  public CommitFacts(GitRepository repository, History history) {
    this.repository = repository;
    this.history = history;
  }

  /** Asks at once in which releases these are, which takes long for each alone. */
  public void lookUpReleases(Collection<String> hashes) {
    releases = repository.releases(hashes);
  }

  /** What is new about it: the same facts with what the history that was read adds. */
  public GitFacts more(GitFacts before) {
    GitCommit commit = history.commit(before.getCommit());
    return commit == null
        ? before
        : GitFacts.newBuilder(before)
            .setFixedBy(both(before.getFixedBy(), history.fixedBy(commit, COMMITS)))
            .setRevertedBy(both(before.getRevertedBy(), history.revertedBy(commit, COMMITS)))
            .build();
  }

  private static List<String> both(List<String> before, List<String> now) {
    Set<String> all = new LinkedHashSet<>(before);
    all.addAll(now);
    List<String> commits = List.copyOf(all);
    return commits.subList(Math.max(0, commits.size() - COMMITS), commits.size());
  }

  /** What it says; null where it does not have the commit. */
  public @Nullable GitFacts of(String hash) {
    GitCommit commit = history.commit(hash);
    if (commit == null) {
      return null;
    }
    return changes(hash)
        .setCommit(hash)
        .setTitle(Utf8.cut(commit.title(), LONGEST))
        .setParents(parents(hash))
        .setFunctions(functions(hash))
        .setFirstRelease(releases.get(hash))
        .setFixedBy(history.fixedBy(commit, COMMITS))
        .setRevertedBy(history.revertedBy(commit, COMMITS))
        .setReadAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .build();
  }

  private GitFacts.Builder changes(String hash) {
    List<GitChangedFile> files = new ArrayList<>();
    int count = files(hash, files);
    return GitFacts.newBuilder().setFiles(files).setFileCount(count);
  }

  private List<String> parents(String hash) {
    String[] all = repository.text("rev-list", "--parents", "-n", "1", hash).strip().split(" ", -1);
    return List.of(all).subList(1, all.length);
  }

  /** Against the first parent, so that a merge shows what it brought. */
  private int files(String hash, List<GitChangedFile> into) {
    String[] fields =
        repository
            .text(
                "show",
                "--format=",
                "--name-status",
                "--no-renames",
                "--first-parent",
                "-m",
                "-z",
                hash)
            .split("\0", -1);
    int count = 0;
    for (int i = 0; i + 1 < fields.length; i += 2) {
      if (count++ < FILES) {
        boolean added = fields[i].strip().equals("A");
        into.add(new GitChangedFile(Utf8.cut(fields[i + 1], LONGEST), added));
      }
    }
    return count;
  }

  private List<String> functions(String hash) {
    Set<String> functions = new LinkedHashSet<>();
    repository
        .text("show", "--format=", "--no-ext-diff", "--no-textconv", "--no-color", "-U0", hash)
        .lines()
        .forEach(
            line -> {
              Matcher hunk = line.startsWith("@@ ") ? HUNK.matcher(line) : null;
              if (hunk != null && functions.size() < FUNCTIONS && hunk.matches()) {
                functions.add(hunk.group(1));
              }
            });
    return List.copyOf(functions);
  }
}
