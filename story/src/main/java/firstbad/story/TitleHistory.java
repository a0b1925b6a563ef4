package firstbad.story;

import firstbad.bisection.trust.title.BugLikeness;
import firstbad.bisection.trust.title.CrashTitle;
import firstbad.bisection.trust.title.Relation;
import firstbad.events.Bisection;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.TitleCount;
import firstbad.events.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a search kept to its bug: which revisions crashed with what looks like it, which not. */
final class TitleHistory {
  /** Revisions that move the range. */
  private static final Set<Role> SEARCHED = EnumSet.of(Role.RELEASE, Role.HEAD, Role.STEP);

  private final List<String> own;
  private final BugLikeness bug;
  private final BugLikeness likeTelling;
  private final List<Revision> revisions;

  /** What the bug's titles name, as far as that tells one bug from another. */
  private final Set<String> functions;

  /**
   * @param revisions by ordinal
   */
  TitleHistory(Bisection head, List<Revision> revisions) {
    List<String> titles = head.getBugTitles().stream().map(TitleCount::getTitle).toList();
    this.own = titles;
    this.functions =
        titles.stream()
            .filter(title -> CrashTitle.of(title).tellsTheBug())
            .map(TitleHistory::key)
            .collect(Collectors.toSet());
    List<List<String>> crashes =
        revisions.stream()
            .filter(each -> SEARCHED.contains(each.getRole()) && decided(each))
            .map(TitleHistory::titles)
            .toList();
    this.bug = new BugLikeness(titles, crashes);
    this.likeTelling =
        new BugLikeness(
            titles.stream().filter(title -> !CrashTitle.of(title).saysNothing()).toList(), crashes);
    this.revisions = revisions;
  }

  /**
   * The first bad revision from which on nothing crashed that looks like the bug, although runs
   * crashed; null when there is none. The search then followed another bug.
   */
  @Nullable Revision foreignSince() {
    return since(bug::holds);
  }

  /**
   * The first bad revision from which on no title of the bug itself was seen, although runs
   * crashed; null when there is none.
   */
  @Nullable Revision otherTitlesSince() {
    return since(own::contains);
  }

  private @Nullable Revision since(Predicate<String> bugs) {
    Revision since = null;
    boolean before = false;
    for (Revision revision : revisions) {
      if (titles(revision).stream().anyMatch(bugs)) {
        before = true;
        since = null;
      } else if (since == null && before && crashedBad(revision)) {
        since = revision;
      }
    }
    return since;
  }

  private static boolean crashedBad(Revision revision) {
    return revision.getVerdict() == Verdict.BAD && revision.getRuns().getCrashed() > 0;
  }

  /** The titles that crashed from a revision on, each once, in the order of their appearance. */
  List<String> titlesSince(Revision since) {
    return revisions.stream()
        .filter(revision -> revision.getOrdinal() >= since.getOrdinal())
        .flatMap(revision -> titles(revision).stream())
        .distinct()
        .toList();
  }

  /** Whether a later revision crashed, with whatever verdict. */
  boolean crashedAfter(Revision since) {
    return revisions.stream()
        .anyMatch(each -> each.getOrdinal() > since.getOrdinal() && !titles(each).isEmpty());
  }

  /** Whether anything that crashed the revision of an ordinal looks like the bug. */
  boolean crashedLikeTheBug(int ordinal) {
    return revisions.stream()
        .filter(each -> each.getOrdinal() == ordinal)
        .flatMap(each -> titles(each).stream())
        .anyMatch(bug::holds);
  }

  /** The newest bad revision before another one; null where there is none. */
  @Nullable Revision badBefore(Revision other) {
    return badBefore(other, revision -> true);
  }

  private @Nullable Revision badBefore(Revision other, Predicate<Revision> wanted) {
    return revisions.stream()
        .filter(each -> each.getOrdinal() < other.getOrdinal())
        .filter(each -> each.getVerdict() == Verdict.BAD && wanted.test(each))
        .reduce((first, last) -> last)
        .orElse(null);
  }

  /**
   * The newest bad revision before another one that crashed as the bug does, and not only in a way
   * that looks a little like it; null where there is none.
   */
  @Nullable Revision asTheBugBefore(Revision other) {
    return badBefore(other, this::crashedAsTheBug);
  }

  /** Whether a revision crashed with a title of the bug or one that relates to it by function. */
  boolean crashedAsTheBug(Revision revision) {
    return titles(revision).stream().anyMatch(this::isTheBugs);
  }

  /**
   * Whether a revision crashed with a title of the bug or in the function of one: half a name in
   * common is no proof. Of a bad one it may not be known what crashed.
   */
  boolean isKnownToCrash(Revision revision) {
    return ownRuns(revision) > 0
        || bugsTitle(revision) != null
        || (revision.getVerdict() == Verdict.BAD && (own.isEmpty() || titles(revision).isEmpty()));
  }

  /** Whether a title is the bug's, or tells of a crash that relates to it by function. */
  boolean isTheBugs(String title) {
    return own.contains(title)
        || (CrashTitle.of(title).tellsTheBug() && looksMuchLikeTheBug(title));
  }

  /** The first bad revision after another one that crashed; null where there is none. */
  @Nullable Revision crashedBadAfter(Revision other) {
    return revisions.stream()
        .filter(each -> each.getOrdinal() > other.getOrdinal() && crashedBad(each))
        .findFirst()
        .orElse(null);
  }

  /** The revisions between two that crashed with anything that looks like the bug. */
  List<Revision> alikeBetween(Revision first, Revision other) {
    return revisions.stream()
        .filter(each -> each.getOrdinal() > first.getOrdinal())
        .filter(each -> each.getOrdinal() < other.getOrdinal() && !alike(each).isEmpty())
        .toList();
  }

  /** The titles of a revision that look like the bug. */
  List<String> alike(Revision revision) {
    return titles(revision).stream().filter(bug::holds).toList();
  }

  /** The last revision that crashed with a title of the bug; null when none did. */
  @Nullable Revision lastOwn() {
    return lastOwn(each -> true);
  }

  /** The last of these before another one. */
  @Nullable Revision lastOwnBefore(Revision other) {
    return lastOwn(each -> each.getOrdinal() < other.getOrdinal());
  }

  private @Nullable Revision lastOwn(Predicate<Revision> wanted) {
    return revisions.stream()
        .filter(each -> wanted.test(each) && ownRuns(each) > 0)
        .reduce((first, last) -> last)
        .orElse(null);
  }

  /**
   * The first bad revision after an ordinal that crashed with the function of one of the bug's
   * titles, as the fold has it; null when none did.
   */
  @Nullable Revision bugAfter(int ordinal) {
    return revisions.stream()
        .filter(each -> each.getOrdinal() > ordinal && crashedBad(each))
        .filter(each -> SEARCHED.contains(each.getRole()))
        .filter(each -> bugsTitle(each) != null)
        .findFirst()
        .orElse(null);
  }

  /** A title of the bug, or else of its function, that crashed a revision; null where none did. */
  @Nullable String bugsTitle(Revision revision) {
    List<String> its =
        titles(revision).stream().filter(title -> functions.contains(key(title))).toList();
    return its.stream().filter(own::contains).findFirst().orElse(its.isEmpty() ? null : its.get(0));
  }

  private static String key(String title) {
    return CrashTitle.of(title).key();
  }

  /** Runs of a revision that crashed with one of the bug's titles. */
  int ownRuns(Revision revision) {
    return revision.getCrashes().stream()
        .filter(crash -> own.contains(crash.getTitle()))
        .mapToInt(TitleCount::getRuns)
        .sum();
  }

  /** The bug's own titles. */
  List<String> own() {
    return own;
  }

  /** The bug's titles that say only that a machine or the fuzzer failed. */
  List<String> sayingNothing() {
    return own.stream().filter(title -> CrashTitle.of(title).saysNothing()).toList();
  }

  /** Whether a title looks like one of the bug that says something of the kernel. */
  boolean looksLikeATellingTitle(String title) {
    return likeTelling.holds(title);
  }

  /** Whether a crash title is the bug's own or relates to one of them by function. */
  boolean looksMuchLikeTheBug(String title) {
    return Relation.byFunction(CrashTitle.of(title), own.stream().map(CrashTitle::of).toList());
  }

  /** Whether a crash title looks like the bug. */
  boolean looksLikeTheBug(String title) {
    return bug.holds(title);
  }

  private static boolean decided(Revision revision) {
    return revision.getVerdict() == Verdict.GOOD || revision.getVerdict() == Verdict.BAD;
  }

  private static List<String> titles(Revision revision) {
    return revision.getCrashes().stream().map(TitleCount::getTitle).collect(Collectors.toList());
  }
}
