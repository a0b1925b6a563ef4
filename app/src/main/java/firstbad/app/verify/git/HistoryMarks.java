package firstbad.app.verify.git;

import firstbad.app.cli.DisplayText;
import firstbad.app.verify.git.GitCommit.FixesTag;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What history says of culprits. It only speaks where a commit names the bug of the bisection: a
 * {@code Fixes:} line alone may be about any bug.
 *
 * <p>A culprit is confirmed by a commit that names its bug and that fixes, or reverts, this culprit
 * or the commit that it is a copy of; it is refuted by one that names its bug and only others. A
 * revert that names no bug puts the culprit in doubt, until it is applied again. A repair that was
 * reverted refutes nothing, and a commit that names the bug itself was to mend it: that it is
 * reverted or fixed in turn does not make it the cause. A culprit that is to be the fix is
 * confirmed when it names the bug itself, and refuted when another commit does that has a {@code
 * Fixes:} line.
 */
public final class HistoryMarks {
  private final History history;

  /** Identities of commits that were reverted, and not applied again. */
  private final Set<String> removed;

  private final List<String> unused = new ArrayList<>();
  private final Map<String, Mark> marks = new TreeMap<>();

  private HistoryMarks(History history) {
    this.history = history;
    this.removed = history.reverts().removed(history.repairs());
  }

  /** Asks about each culprit. */
  public static HistoryMarks of(History history, Collection<NamedCulprit> culprits) {
    HistoryMarks marks = new HistoryMarks(history);
    for (NamedCulprit culprit : culprits) {
      GitCommit commit = history.commit(culprit.commit());
      if (commit != null) {
        marks.revertedWithoutBug(culprit, commit);
        if (culprit.fix()) {
          marks.fix(culprit, commit);
        } else {
          marks.cause(culprit, commit);
        }
      }
    }
    return marks;
  }

  /** At most one for each culprit and source, in the order of ids. */
  public Collection<Mark> marks() {
    return marks.values();
  }

  /** One sentence for each line that names a bug of these and cannot be used. */
  public List<String> unused() {
    return List.copyOf(new LinkedHashSet<>(unused));
  }

  private void cause(NamedCulprit culprit, GitCommit commit) {
    List<NamedCause> fixed = new ArrayList<>();
    List<NamedCause> reverted = new ArrayList<>();
    boolean complete = true;
    for (GitCommit repair : history.repairs()) {
      if (link(repair, culprit).isPresent()) {
        complete &= fixed(repair, culprit, commit, fixed);
        complete &= reverted(repair, culprit, commit, reverted);
      }
    }
    Predicate<NamedCause> weak = each -> !each.strong();
    if (!fixed.stream().allMatch(weak) || !reverted.stream().allMatch(weak)) {
      fixed.removeIf(weak);
      reverted.removeIf(weak);
    }
    boolean confirmed = confirm(culprit, commit, fixed, VerificationSource.FIXES_TAG);
    confirmed |= confirm(culprit, commit, reverted, VerificationSource.REVERT);
    if (!confirmed && complete) {
      refute(culprit, fixed, VerificationSource.FIXES_TAG);
      refute(culprit, reverted, VerificationSource.REVERT);
    }
  }

  /** Adds what lines {@code Fixes:} name; whether all of them can be used. */
  private boolean fixed(
      GitCommit repair, NamedCulprit culprit, GitCommit commit, List<NamedCause> into) {
    boolean complete = true;
    for (FixesTag tag : repair.fixes()) {
      GitCommit named = meant(repair, tag);
      complete &= named != null;
      if (named != null) {
        boolean strong = same(named, commit) || mayBeCause(repair, named, culprit);
        into.add(new NamedCause(repair, named, tag.toString(), strong && stands(repair)));
      }
    }
    return complete;
  }

  /** Adds what it reverts; whether all of that is known. */
  private boolean reverted(
      GitCommit repair, NamedCulprit culprit, GitCommit commit, List<NamedCause> into) {
    for (Reverts.Effect effect : history.reverts().of(repair)) {
      if (!effect.back()) {
        GitCommit named = effect.commit();
        boolean strong =
            same(named, commit) || (effect.ordinary() && mayBeCause(repair, named, culprit));
        String hash =
            repair.reverts().stream()
                .filter(each -> named.equals(history.commit(each)))
                .findFirst()
                .orElse(repair.reverts().get(0)); // a revert of a revert of a revert
        into.add(
            new NamedCause(repair, named, "This reverts commit " + hash, strong && stands(repair)));
      }
    }
    return repair.reverts().stream().allMatch(hash -> history.commit(hash) != null);
  }

  private static boolean same(GitCommit one, GitCommit other) {
    return one.identity().equals(other.identity());
  }

  private boolean stands(GitCommit repair) {
    return !removed.contains(repair.identity());
  }

  /** Not where the named commit was to mend the bug, or the repair only applies one again. */
  private boolean mayBeCause(GitCommit repair, GitCommit named, NamedCulprit culprit) {
    return !history.reverts().reapplies(repair) && link(named, culprit).isEmpty();
  }

  private boolean confirm(
      NamedCulprit culprit, GitCommit commit, List<NamedCause> causes, VerificationSource source) {
    Optional<NamedCause> same =
        causes.stream().filter(each -> same(each.cause(), commit)).findFirst();
    same.ifPresent(
        each ->
            put(
                culprit,
                source,
                VerificationState.CONFIRMED,
                null,
                each.commit(),
                "has \"" + each.line() + "\""));
    return same.isPresent();
  }

  private void refute(NamedCulprit culprit, List<NamedCause> named, VerificationSource source) {
    List<NamedCause> causes = named.stream().filter(NamedCause::strong).toList();
    if (causes.isEmpty()) {
      return;
    }
    Set<String> identities = new LinkedHashSet<>();
    causes.forEach(each -> identities.add(each.cause().identity()));
    NamedCause last = causes.get(causes.size() - 1);
    put(
        culprit,
        source,
        VerificationState.REFUTED,
        identities.size() == 1 ? identities.iterator().next() : null,
        last.commit(),
        "has \"" + last.line() + "\"");
  }

  private void fix(NamedCulprit culprit, GitCommit commit) {
    Optional<String> own = link(commit, culprit);
    if (own.isPresent()) {
      confirmFix(culprit, commit, "is the culprit itself");
      return;
    }
    Set<String> others = new LinkedHashSet<>();
    GitCommit last = null;
    for (GitCommit repair : history.repairs()) {
      if (repair.fixes().isEmpty() || link(repair, culprit).isEmpty()) {
        continue;
      }
      if (same(repair, commit)) {
        confirmFix(culprit, repair, "is the same change");
        return;
      }
      if (stands(repair)) {
        others.add(repair.identity());
        last = repair;
      }
    }
    if (last != null) {
      put(
          culprit,
          VerificationSource.FIXES_TAG,
          VerificationState.REFUTED,
          others.size() == 1 ? others.iterator().next() : null,
          last,
          "has \"" + last.fixes().get(0) + "\"");
    }
  }

  private void confirmFix(NamedCulprit culprit, GitCommit by, String what) {
    put(culprit, VerificationSource.FIXES_TAG, VerificationState.CONFIRMED, null, by, what);
  }

  /** A revert that says nothing of the bug: whether the culprit was right has to be seen again. */
  private void revertedWithoutBug(NamedCulprit culprit, GitCommit commit) {
    for (GitCommit repair : history.repairs()) {
      for (Reverts.Effect effect : history.reverts().of(repair)) {
        if (same(effect.commit(), commit)) {
          reverted(culprit, repair, effect.back());
        }
      }
    }
  }

  private void reverted(NamedCulprit culprit, GitCommit repair, boolean back) {
    VerificationState state = VerificationState.NEEDS_RERUN;
    if (back) {
      state = VerificationState.WITHDRAWN;
    } else if (culprit.fix() && link(repair, culprit).isPresent()) {
      state = VerificationState.REFUTED;
    }
    String what = back ? "applies it again" : "reverts it";
    put(culprit, VerificationSource.REVERT, state, null, repair, what);
  }

  /**
   * The commit that a line means; null where its hash is wrong, short for several, or another's.
   */
  private @Nullable GitCommit meant(GitCommit repair, FixesTag tag) {
    GitCommit named = history.commit(tag.hash());
    String reason =
        named == null
            ? "no commit here, or more than one, has that hash"
            : "that commit is \"" + named.title() + "\"";
    if (named != null && tag.means(named.title())) {
      return named;
    }
    unused.add(
        "Not used: \"%s\" in %s (\"%s\"): %s."
            .formatted(tag, DisplayText.shortHash(repair.hash()), repair.title(), reason));
    return null;
  }

  private static Optional<String> link(GitCommit repair, NamedCulprit culprit) {
    return culprit.bug().stream()
        .filter(repair.links()::containsKey)
        .map(repair.links()::get)
        .findFirst();
  }

  private void put(
      NamedCulprit culprit,
      VerificationSource source,
      VerificationState state,
      @Nullable String trueCause,
      GitCommit by,
      String what) {
    String line = link(by, culprit).orElse(null);
    String why =
        "commit %s (\"%s\") %s%s"
            .formatted(
                DisplayText.shortHash(by.hash()),
                by.title(),
                what,
                line == null
                    ? " and names no bug of it"
                    : " and names the bug by \"" + line + "\"");
    marks.put(
        culprit.id() + "/" + source,
        new Mark(culprit, source, state, trueCause, address(line), why));
  }

  private static @Nullable String address(@Nullable String line) {
    int begin = line == null ? -1 : Math.max(line.indexOf("http://"), line.indexOf("https://"));
    return line == null || begin < 0 ? null : line.substring(begin).split("[\\s<>\"]", 2)[0];
  }
}
