package firstbad.app.verify;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.read.EventReader;
import firstbad.app.verify.git.CommitFacts;
import firstbad.app.verify.git.GitRepository;
import firstbad.app.verify.git.History;
import firstbad.app.verify.git.HistoryMarks;
import firstbad.app.verify.git.NamedCulprit;
import firstbad.bisection.trust.title.StackFiles;
import firstbad.events.Bisection;
import firstbad.events.CulpritFound;
import firstbad.events.GitFacts;
import firstbad.events.Verification;
import firstbad.schemas.Topic;
import firstbad.schemas.VerificationRules;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lets the history of a repository say which culprits were right. */
final class FromGit {
  /** Frames of a stack: of some the repository has no such line. */
  private static final int FRAMES_TRIED = 6;

  private static final String HEADS = "refs/heads/";

  private final KafkaOptions kafka;
  private final PrintWriter out;
  private final Map<String, NamedCulprit> culprits = new TreeMap<>();
  private final StandingMarks standing = new StandingMarks();
  private final Map<String, GitFacts> facts = new HashMap<>();

  /** By the id of the bisection: where its final crash stands. */
  private final Map<String, List<StackFiles.Frame>> stacks = new HashMap<>();

  FromGit(KafkaOptions kafka, PrintWriter out) {
    this.kafka = kafka;
    this.out = out;
  }

  /**
   * Reads what is new in the branch, and all of it for new culprits.
   *
   * @param name of the branch; null for the one that is checked out
   */
  void run(Path folder, @Nullable String name, boolean dryRun) throws InterruptedException {
    GitRepository repository = new GitRepository(folder);
    String branch = repository.branch(name);
    String head = repository.commit(branch);
    try (GitBookmark bookmark = GitBookmark.open(kafka, folder, branch)) {
      readTopics();
      String after = bookmark.commit().filter(each -> repository.holds(head, each)).orElse(null);
      out.println(
          after == null
              ? "Reading the whole history of " + shown(branch) + " for every culprit."
              : "Reading " + shown(branch) + " after " + shortHash(after) + ".");
      History history = History.read(repository, head, after, culprits.values());
      boolean judged = after == null || history.bearsOn(culprits.values());
      if (judged && after != null) {
        // Only all commits together say how a culprit stands.
        out.println("New commits concern a culprit: reading the whole history.");
        history = History.read(repository, head, null, culprits.values());
      }
      String last = bookmark.last().orElse(head); // of a branch that was rebased since
      Predicate<String> inHead = each -> repository.holds(head, each);
      Predicate<String> holds = inHead.or(each -> repository.holds(last, each));
      int written = judged ? write(history, head, inHead, holds, dryRun) : 0;
      int told = dryRun ? 0 : tell(new CommitFacts(repository, history), after == null, judged);
      if (!dryRun) {
        bookmark.put(head);
      }
      out.println(
          count(culprits.size(), "culprit")
              + ", "
              + missing(history)
              + " of them not in this repository; "
              + count(written, "new mark")
              + (dryRun ? ", not written." : "; new facts of " + count(told, "commit") + "."));
    }
  }

  /** As people name a branch. */
  private static String shown(String branch) {
    return visible(branch.startsWith(HEADS) ? branch.substring(HEADS.length()) : branch);
  }

  private void readTopics() {
    try (EventReader reader = EventReader.open(kafka)) {
      reader.begin(Topic.CULPRITS, Topic.VERIFICATIONS, Topic.GIT_FACTS, Topic.BISECTIONS);
      reader.takeAll(
          (topic, key, event) -> {
            if (event instanceof CulpritFound culprit) {
              culprits.put(key, NamedCulprit.of(culprit));
            } else if (event instanceof Verification said && VerificationRules.counts(key, said)) {
              standing.put(key, said);
            } else if (event instanceof GitFacts known) {
              facts.put(key, known);
            } else if (event instanceof Bisection head
                && head.getCulprit() != null
                && head.getReport() != null) {
              stacks.put(key, StackFiles.frames(head.getReport(), FRAMES_TRIED));
            }
          },
          this::removed);
    }
  }

  private void removed(Topic topic, String key) {
    switch (topic) {
      case CULPRITS -> culprits.remove(key);
      case VERIFICATIONS -> standing.remove(key);
      case GIT_FACTS -> facts.remove(key);
      case BISECTIONS -> stacks.remove(key);
      default -> {}
    }
  }

  private long missing(History history) {
    return culprits.values().stream().filter(each -> !history.has(each)).count();
  }

  private int write(
      History history,
      String head,
      Predicate<String> inHead,
      Predicate<String> holds,
      boolean dryRun)
      throws InterruptedException {
    HistoryMarks found = HistoryMarks.of(history, culprits.values());
    found.unused().forEach(sentence -> out.println(visible(sentence)));
    // A clone that lacks the culprit can judge nothing, and takes nothing back.
    Predicate<String> judged =
        id -> {
          NamedCulprit culprit = culprits.get(id);
          return culprit != null && history.has(culprit);
        };
    List<Verification> news = standing.news(found.marks(), head, inHead, holds, judged);
    try (VerificationWriter writer = VerificationWriter.open(kafka)) {
      for (Verification next : news) {
        if (!dryRun) {
          writer.write(next);
        }
        out.println(
            visible(
                "%s: %s is %s by %s: %s."
                    .formatted(
                        next.getId(),
                        shortHash(String.valueOf(next.getCulprit())),
                        next.getState(),
                        next.getSource(),
                        next.getNote())));
      }
    }
    return news.size();
  }

  /**
   * Writes what the repository says of each culprit where it says something new.
   *
   * @param anew whether everything is asked again
   * @param whole whether all of the history was read
   */
  private int tell(CommitFacts repository, boolean anew, boolean whole)
      throws InterruptedException {
    Map<String, SortedMap<String, List<StackFiles.Frame>>> crashes = new TreeMap<>();
    for (NamedCulprit culprit : culprits.values()) {
      crashes
          .computeIfAbsent(culprit.commit(), none -> new TreeMap<>())
          .put(culprit.id(), stacks.getOrDefault(culprit.id(), List.of()));
    }
    Set<String> commits = crashes.keySet();
    repository.lookUpReleases(
        commits.stream().filter(each -> anew || isUnreleased(facts.get(each))).toList());
    int written = 0;
    try (VerificationWriter writer = VerificationWriter.open(kafka)) {
      for (var crash : crashes.entrySet()) {
        String commit = crash.getKey();
        GitFacts before = facts.get(commit);
        GitFacts now =
            before == null || anew || speaksOfOthers(before, crash.getValue().keySet())
                ? repository.of(commit, crash.getValue())
                : repository.more(before, whole);
        written += write(writer, now, before);
      }
    }
    return written;
  }

  /** Whether it has frames of a bisection that is no longer there, as after {@code forget}. */
  private static boolean speaksOfOthers(GitFacts known, Set<String> bisections) {
    return known.getFrames().stream()
        .anyMatch(frame -> !bisections.contains(frame.getBisectionId()));
  }

  private static boolean isUnreleased(@Nullable GitFacts known) {
    return known == null || known.getFirstRelease() == null;
  }

  private static int write(
      VerificationWriter writer, @Nullable GitFacts now, @Nullable GitFacts before)
      throws InterruptedException {
    if (now == null || same(now, before)) {
      return 0;
    }
    writer.write(now);
    return 1;
  }

  private static boolean same(GitFacts now, @Nullable GitFacts before) {
    return before != null
        && GitFacts.newBuilder(now).setReadAt(before.getReadAt()).build().equals(before);
  }
}
