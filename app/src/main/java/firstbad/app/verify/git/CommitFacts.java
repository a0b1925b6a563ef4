package firstbad.app.verify.git;

import firstbad.bisection.caps.Utf8;
import firstbad.bisection.trust.title.StackFiles;
import firstbad.events.BlamedFrame;
import firstbad.events.ChangedFile;
import firstbad.events.GitFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks a repository about one commit. */
public final class CommitFacts {
  private static final int FILES = 200;
  private static final int FUNCTIONS = 50;
  private static final int COMMITS = 20;
  private static final int FRAMES = 3;
  private static final int BISECTIONS = 20;
  private static final String SUMMARY = "summary ";
  private static final int LONGEST = 500;

  /** How much of a commit's diff is read: a few bring whole drivers. */
  private static final int DIFF_BYTES = 8 * 1024 * 1024;

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

  /**
   * The same facts with what may have changed since: its first release, where it had none, and what
   * later commits say of it, where all of the history was read.
   *
   * @param whole whether it was
   */
  public GitFacts more(GitFacts before, boolean whole) {
    GitCommit commit = history.commit(before.getCommit());
    if (commit == null) {
      return before;
    }
    GitFacts.Builder now = GitFacts.newBuilder(before);
    if (before.getFirstRelease() == null) {
      now.setFirstRelease(releases.get(before.getCommit()));
    }
    if (whole) {
      now.setFixedBy(history.fixedBy(commit, COMMITS))
          .setRevertedBy(history.revertedBy(commit, COMMITS));
    }
    return now.build();
  }

  /**
   * What it says; null where it does not have the commit.
   *
   * @param stacks by the ids of bisections that name it the stacks of their crashes, each from its
   *     top
   */
  public @Nullable GitFacts of(String hash, SortedMap<String, List<StackFiles.Frame>> stacks) {
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
        .setFrames(frames(hash, stacks))
        .setReadAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .build();
  }

  private GitFacts.Builder changes(String hash) {
    List<ChangedFile> files = new ArrayList<>();
    int count = files(hash, files);
    return GitFacts.newBuilder().setChangedFiles(files).setChangedFileCount(count);
  }

  private List<String> parents(String hash) {
    String[] all = repository.text("rev-list", "--parents", "-n", "1", hash).strip().split(" ", -1);
    return List.of(all).subList(1, all.length);
  }

  /** Against the first parent, so that a merge shows what it brought. */
  private int files(String hash, List<ChangedFile> into) {
    String[] fields =
        repository
            .text(
                "show",
                "--format=",
                "--no-ext-diff",
                "--no-textconv",
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
        into.add(new ChangedFile(Utf8.cut(fields[i + 1], LONGEST), added));
      }
    }
    return count;
  }

  private List<BlamedFrame> frames(String hash, SortedMap<String, List<StackFiles.Frame>> stacks) {
    List<BlamedFrame> all = new ArrayList<>();
    stacks.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .limit(BISECTIONS)
        .forEach(each -> all.addAll(frames(hash, each.getKey(), each.getValue())));
    return all;
  }

  /** Without those that the commit has no such line for; none where the clone lacks the files. */
  private List<BlamedFrame> frames(String hash, String id, List<StackFiles.Frame> stack) {
    List<BlamedFrame> frames = new ArrayList<>();
    for (StackFiles.Frame frame : stack) {
      List<String> answer = frames.size() < FRAMES ? blame(hash, frame) : List.of();
      if (!answer.isEmpty()) {
        String title =
            answer.stream()
                .filter(line -> line.startsWith(SUMMARY))
                .map(line -> Utf8.cut(line.substring(SUMMARY.length()), LONGEST))
                .findFirst()
                .orElse("");
        String commit = answer.get(0).split(" ", 2)[0];
        frames.add(new BlamedFrame(frame.path(), frame.line(), commit, title, id));
      }
    }
    return frames;
  }

  // 24e87e53dc84ed7e4287298ac784cf3acdaec1c0 353 353 1
  // author ...
  // summary HID: hidraw: fix it
  private List<String> blame(String hash, StackFiles.Frame frame) {
    List<String> answer = new ArrayList<>();
    boolean read =
        repository.lines(
            DIFF_BYTES,
            answer::add,
            "blame",
            "--no-textconv",
            "--porcelain",
            "-L",
            frame.line() + "," + frame.line(),
            hash,
            "--",
            frame.path());
    return read ? answer : List.of();
  }

  /** None where the clone lacks the files themselves. */
  private List<String> functions(String hash) {
    Set<String> functions = new LinkedHashSet<>();
    boolean read =
        repository.lines(
            DIFF_BYTES,
            line -> {
              Matcher hunk = line.startsWith("@@ ") ? HUNK.matcher(line) : null;
              if (hunk != null && hunk.matches()) {
                functions.add(hunk.group(1));
              }
              return functions.size() < FUNCTIONS;
            },
            "show",
            "--format=",
            "--no-ext-diff",
            "--no-textconv",
            "--submodule=short",
            "--no-color",
            "-U0",
            hash);
    return read ? List.copyOf(functions) : List.of();
  }
}
