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
import org.jspecify.annotations.Nullable;

/**
 * What history says of culprits. It only speaks where a commit names the bug of the bisection: a
 * {@code Fixes:} line alone may be about any bug.
 *
 * <p>A culprit is confirmed by a commit that names its bug and that fixes, or reverts, this culprit
 * or the commit that it is a copy of; it is refuted by one that names its bug and only others. A
 * revert that names no bug puts the culprit in doubt, until it is applied again. A culprit that is
 * to be the fix is confirmed when it names the bug itself, and refuted when another commit does
 * that has a {@code Fixes:} line.
 */
public final class HistoryMarks {
  private final History history;
  private final List<String> unused = new ArrayList<>();
  private final Map<String, Mark> marks = new TreeMap<>();

  /**
   * What one commit says of the cause of a bug: {@code line} of {@code commit} names {@code cause}.
   */
  private record Named(GitCommit commit, GitCommit cause, String line) {}

  private HistoryMarks(History history) {
    this.history = history;
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
    List<Named> fixed = new ArrayList<>();
    List<Named> reverted = new ArrayList<>();
    boolean complete = true;
    for (GitCommit repair : history.repairs()) {
      if (link(repair, culprit).isEmpty() || reappliedBy(repair) != null) {
        continue;
      }
      for (FixesTag tag : repair.fixes()) {
        GitCommit named = meant(repair, tag);
        complete &= named != null;
        if (named != null) {
          fixed.add(new Named(repair, named, tag.toString()));
        }
      }
      for (String hash : repair.reverts()) {
        GitCommit named = history.commit(hash);
        complete &= named != null;
        if (named != null) {
          reverted.add(new Named(repair, named, "This reverts commit " + hash));
        }
      }
    }
    boolean confirmed = confirm(culprit, commit, fixed, VerificationSource.FIXES_TAG);
    confirmed |= confirm(culprit, commit, reverted, VerificationSource.REVERT);
    if (!confirmed && complete) {
      refute(culprit, fixed, VerificationSource.FIXES_TAG);
      refute(culprit, reverted, VerificationSource.REVERT);
    }
  }

  private boolean confirm(
      NamedCulprit culprit, GitCommit commit, List<Named> causes, VerificationSource source) {
    Optional<Named> same =
        causes.stream()
            .filter(each -> each.cause().identity().equals(commit.identity()))
            .findFirst();
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

  private void refute(NamedCulprit culprit, List<Named> causes, VerificationSource source) {
    if (causes.isEmpty()) {
      return;
    }
    Set<String> identities = new LinkedHashSet<>();
    causes.forEach(each -> identities.add(each.cause().identity()));
    Named last = causes.get(causes.size() - 1);
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
      put(
          culprit,
          VerificationSource.FIXES_TAG,
          VerificationState.CONFIRMED,
          null,
          commit,
          "is the culprit itself");
      return;
    }
    Set<String> others = new LinkedHashSet<>();
    GitCommit last = null;
    for (GitCommit repair : history.repairs()) {
      if (repair.fixes().isEmpty() || link(repair, culprit).isEmpty()) {
        continue;
      }
      if (repair.identity().equals(commit.identity())) {
        put(
            culprit,
            VerificationSource.FIXES_TAG,
            VerificationState.CONFIRMED,
            null,
            repair,
            "is the same change");
        return;
      }
      others.add(repair.identity());
      last = repair;
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

  /** A revert that says nothing of the bug: whether the culprit was right has to be seen again. */
  private void revertedWithoutBug(NamedCulprit culprit, GitCommit commit) {
    for (GitCommit repair : history.repairs()) {
      GitCommit back = reappliedBy(repair);
      boolean reapplied = back != null && back.identity().equals(commit.identity());
      boolean reverted =
          back == null
              && repair.reverts().stream()
                  .map(history::commit)
                  .anyMatch(each -> each != null && each.identity().equals(commit.identity()));
      if (reapplied) {
        String why = "applies it again";
        put(culprit, VerificationSource.REVERT, VerificationState.WITHDRAWN, null, repair, why);
      } else if (reverted) {
        put(
            culprit,
            VerificationSource.REVERT,
            culprit.fix() && link(repair, culprit).isPresent()
                ? VerificationState.REFUTED
                : VerificationState.NEEDS_RERUN,
            null,
            repair,
            "reverts it");
      }
    }
  }

  /** What a revert of a revert applies again; null for any other commit. */
  private @Nullable GitCommit reappliedBy(GitCommit repair) {
    for (String hash : repair.reverts()) {
      GitCommit reverted = history.commit(hash);
      if (reverted != null && !reverted.reverts().isEmpty()) {
        return history.commit(reverted.reverts().get(0));
      }
    }
    return null;
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
