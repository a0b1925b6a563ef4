package firstbad.app.verify.git;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The effects of reverts: a revert of a revert applies a commit again, a revert of that removes it
 * once more, and so on.
 */
final class Reverts {
  /** Reverts of reverts of one commit; a chain of thousands is made to cost time. */
  private static final int DEEPEST = 16;

  private final Function<String, @Nullable GitCommit> commits;
  private final Map<String, Set<Effect>> known = new HashMap<>();

  /**
   * One commit is removed, or is back.
   *
   * @param back whether it is applied again
   * @param ordinary whether it is no revert itself
   */
  record Effect(GitCommit commit, boolean back, boolean ordinary) {}

  /** Commits are looked up by hashes, which may be short; null is one that is not known. */
  Reverts(Function<String, @Nullable GitCommit> commits) {
    this.commits = commits;
  }

  /** All effects of a commit; of a revert of a revert that is one for each of the two. */
  Set<Effect> of(GitCommit commit) {
    Set<Effect> before = known.putIfAbsent(commit.hash(), Set.of()); // which ends a circle
    if (before != null) {
      return before;
    }
    Set<Effect> effects = new LinkedHashSet<>();
    for (String hash : commit.reverts()) {
      GitCommit reverted = commits.apply(hash);
      if (reverted != null) {
        effects.add(new Effect(reverted, false, reverted.reverts().isEmpty()));
        of(reverted).stream()
            .limit(DEEPEST)
            .forEach(each -> effects.add(new Effect(each.commit(), !each.back(), each.ordinary())));
      }
    }
    known.put(commit.hash(), effects);
    return effects;
  }

  /** Whether it applies an ordinary commit again. */
  boolean reapplies(GitCommit commit) {
    return of(commit).stream().anyMatch(effect -> effect.back() && effect.ordinary());
  }

  /**
   * Identities of the commits that are removed after all of these.
   *
   * @param inOrder oldest first
   */
  Set<String> removed(List<GitCommit> inOrder) {
    Set<String> removed = new TreeSet<>();
    for (GitCommit commit : inOrder) {
      for (Effect effect : of(commit)) {
        if (effect.back()) {
          removed.remove(effect.commit().identity());
        } else {
          removed.add(effect.commit().identity());
        }
      }
    }
    return removed;
  }
}
