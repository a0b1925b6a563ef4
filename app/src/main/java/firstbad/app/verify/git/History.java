package firstbad.app.verify.git;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The commits of a branch that say something of culprits, and what they name. */
public final class History {
  /** How far a revert of a revert of a revert ... is followed. */
  private static final int REVERTS_OF_REVERTS = 16;

  private final List<GitCommit> repairs = new ArrayList<>();
  private final Map<String, GitCommit> known = new TreeMap<>();
  private final Map<String, String> full = new TreeMap<>();
  private final Reverts reverts = new Reverts(this::commit);

  private History() {}

  /**
   * Reads it.
   *
   * @param head full hash of the newest commit
   * @param after full hash of the commit up to which it was read before; null for all of it
   */
  public static History read(
      GitRepository repository,
      String head,
      @Nullable String after,
      Collection<NamedCulprit> culprits) {
    Set<String> bugs = new TreeSet<>();
    Set<String> asked = new TreeSet<>();
    NavigableSet<String> named = new TreeSet<>();
    culprits.forEach(
        culprit -> {
          bugs.addAll(culprit.bug());
          named.add(culprit.commit());
        });
    asked.addAll(named);
    History history = new History();
    repository.repairs(
        head,
        after,
        commit -> {
          boolean ofBug = commit.links().keySet().stream().anyMatch(bugs::contains);
          if (ofBug || !commit.reverts().isEmpty() || fixes(commit, named)) {
            history.repairs.add(commit);
            asked.addAll(commit.reverts());
            commit.fixes().forEach(tag -> asked.add(tag.hash()));
          }
        });
    for (int level = 0; level < REVERTS_OF_REVERTS && !asked.isEmpty(); level++) {
      Collection<GitCommit> found = history.look(repository, asked);
      named.addAll(asked);
      asked.clear();
      found.forEach(commit -> asked.addAll(commit.reverts()));
      asked.removeAll(named);
    }
    return history;
  }

  /**
   * Whether any of the commits that were read may change what history says of a culprit: one that
   * names its bug, or it in a line {@code Fixes:}, or that reverts it, or a commit that does such.
   */
  public boolean bearsOn(Collection<NamedCulprit> culprits) {
    Set<String> bugs = new TreeSet<>();
    Set<String> identities = new TreeSet<>();
    for (NamedCulprit culprit : culprits) {
      bugs.addAll(culprit.bug());
      GitCommit commit = commit(culprit.commit());
      if (commit != null) {
        identities.add(commit.identity());
      }
    }
    return repairs.stream().anyMatch(repair -> bearsOn(repair, bugs, identities));
  }

  private boolean bearsOn(GitCommit repair, Set<String> bugs, Set<String> identities) {
    return repair.links().keySet().stream().anyMatch(bugs::contains)
        || repair.fixes().stream()
            .map(tag -> commit(tag.hash()))
            .anyMatch(named -> named != null && identities.contains(named.identity()))
        || repair.reverts().stream()
            .map(this::commit)
            .anyMatch(
                undone ->
                    undone != null
                        && (identities.contains(undone.identity())
                            || !undone.reverts().isEmpty()
                            || undone.links().keySet().stream().anyMatch(bugs::contains)));
  }

  /** Takes these from the repository; those that were not known before. */
  private Collection<GitCommit> look(GitRepository repository, Set<String> hashes) {
    Map<String, String> found = repository.full(hashes);
    full.putAll(found);
    Set<String> fresh = new TreeSet<>(found.values());
    fresh.removeAll(known.keySet());
    Map<String, GitCommit> commits = repository.commits(fresh);
    known.putAll(commits);
    return commits.values();
  }

  /** Those that repair something, oldest first. */
  List<GitCommit> repairs() {
    return repairs;
  }

  private static boolean fixes(GitCommit commit, NavigableSet<String> named) {
    return commit.fixes().stream()
        .anyMatch(
            tag -> {
              String first = named.ceiling(tag.hash());
              return first != null && first.startsWith(tag.hash());
            });
  }

  /** Those whose {@code Fixes:} line names it, or what it is a copy of; the newest. */
  List<String> fixedBy(GitCommit named, int most) {
    List<String> found = new ArrayList<>();
    for (GitCommit repair : repairs) {
      for (GitCommit.FixesTag tag : repair.fixes()) {
        GitCommit meant = commit(tag.hash());
        boolean same = meant != null && meant.identity().equals(named.identity());
        if (same && tag.means(named.title()) && !found.contains(repair.hash())) {
          found.add(repair.hash());
        }
      }
    }
    return List.copyOf(found.subList(Math.max(0, found.size() - most), found.size()));
  }

  /** What the reverts among them come to. */
  Reverts reverts() {
    return reverts;
  }

  /** Those that revert it and stand. */
  List<String> revertedBy(GitCommit named, int most) {
    Set<String> found = new LinkedHashSet<>();
    for (GitCommit repair : repairs) {
      for (Reverts.Effect effect : reverts.of(repair)) {
        if (effect.commit().identity().equals(named.identity())) {
          if (effect.back()) {
            found.clear();
          } else {
            found.add(repair.hash());
          }
        }
      }
    }
    return found.stream().limit(most).toList();
  }

  /** Whether the repository has it, in whatever branch. */
  public boolean has(NamedCulprit culprit) {
    return commit(culprit.commit()) != null;
  }

  /** The commit that a hash names, which may be short; null where none or several have it. */
  @Nullable GitCommit commit(String hash) {
    String whole = full.get(hash);
    return whole == null ? null : known.get(whole);
  }
}
