package firstbad.story;

import static firstbad.story.Phrases.abbreviated;
import static firstbad.story.Phrases.isRevision;

import firstbad.events.Bisection;
import firstbad.events.RemainingRange;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.SearchKind;
import firstbad.events.TitleCount;
import firstbad.events.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How to take a search up within a range, in commands of git. History is no line: a revision that
 * was tested early bounds the search on a branch that the newest does not know of, so the commands
 * keep all that were tested before the older end was, and later ones where they hold too.
 */
public final class SearchCommands {
  /** Revisions in one command, the newest; a log may hold thousands, and git asks for none. */
  private static final int MOST = 250;

  private static final Set<Role> SEARCHED =
      EnumSet.of(Role.ORIGINAL, Role.RELEASE, Role.HEAD, Role.MERGE_BASE, Role.STEP);

  private final boolean fix;
  private final List<Revision> revisions;
  private final Predicate<Revision> doubtful;

  /** The older end of the range that is left; null where there is none. */
  private final @Nullable String left;

  private SearchCommands(
      boolean fix,
      @Nullable RemainingRange range,
      List<Revision> revisions,
      Predicate<Revision> doubtful) {
    this.fix = fix;
    this.left = range == null ? null : fix ? range.getCrashesAt() : range.getCleanAt();
    this.revisions = revisions;
    this.doubtful = doubtful;
  }

  /**
   * Those of a search.
   *
   * @param revisions all of it, by ordinal
   */
  public static SearchCommands of(Bisection head, List<Revision> revisions) {
    TitleHistory titles = new TitleHistory(head, revisions);
    return new SearchCommands(
        head.getKind() == SearchKind.FIX,
        head.getRange(),
        revisions,
        revision ->
            !revision.getCrashes().isEmpty()
                && revision.getCrashes().stream()
                    .map(TitleCount::getTitle)
                    .noneMatch(titles::looksLikeTheBug));
  }

  /**
   * Those of a search whose revisions are not at hand: they know only the two ends of its range.
   *
   * @param fix whether a fix is searched for: the clean end is then the newer one, and git is told
   *     so
   */
  public static SearchCommands withoutRevisions(boolean fix) {
    return new SearchCommands(fix, null, List.of(), revision -> false);
  }

  /**
   * What starts the search, and what lists the commits. None where an end is no name of a revision:
   * a log may hold anything, and a shell would run it.
   */
  public String[] within(String crashes, String clean) {
    return commands(crashes, clean, false, lastIn(crashes, clean));
  }

  /** The same, but what could not be tested is skipped again. */
  public String[] withinTestable(String crashes, String clean) {
    return commands(crashes, clean, true, lastIn(crashes, clean));
  }

  /**
   * The same for the range that is open again without a bad verdict. What was good behind that
   * verdict bounds a search for a cause whether it was right or wrong; what crashed there bounds no
   * search for a fix.
   */
  public String[] withinAllowed(String crashes, String clean) {
    return commands(crashes, clean, true, fix ? lastIn(crashes, clean) : null);
  }

  /** Within the range that is left all of it holds; git may not have heard of the last. */
  private @Nullable String lastIn(String crashes, String clean) {
    String end = fix ? crashes : clean;
    return end.equals(left) ? null : end;
  }

  /** Whether {@link #withinTestable} skips anything. */
  boolean skips() {
    return !steps(Verdict.SKIP, null).isEmpty();
  }

  /**
   * @param until the last revision whose verdict bounds the search; null for all
   */
  private String[] commands(
      String crashes, String clean, boolean skipping, @Nullable String until) {
    if (!isRevision(crashes) || !isRevision(clean)) {
      return new String[0];
    }
    String newer = abbreviated(fix ? clean : crashes);
    String end = fix ? crashes : clean;
    String older = String.join(" ", older(end, newer, until));
    List<String> commands = new ArrayList<>();
    commands.add(
        "git bisect start "
            + (fix ? "--term-old=crashes --term-new=clean " : "")
            + newer
            + " "
            + older);
    List<String> skipped = skipping ? steps(Verdict.SKIP, null) : List.of();
    if (!skipped.isEmpty()) {
      commands.add("git bisect skip " + String.join(" ", skipped));
    }
    commands.add("git log --oneline " + newer + " --not " + older);
    return commands.toArray(String[]::new);
  }

  /** The older end first, then what else was found to be like it, until a revision or at all. */
  private List<String> older(String end, String newer, @Nullable String until) {
    List<String> older = new ArrayList<>(List.of(abbreviated(end)));
    for (String each : steps(fix ? Verdict.BAD : Verdict.GOOD, until)) {
      if (!older.contains(each) && !each.equals(newer) && older.size() < MOST) {
        older.add(each);
      }
    }
    return older;
  }

  /**
   * Commits whose last verdict is this one, the newest first.
   *
   * @param until the revision that is the last to be looked at; null for all
   */
  private List<String> steps(Verdict verdict, @Nullable String until) {
    int last = until == null ? revisions.size() : lastOf(until);
    Map<String, Revision> decided = new LinkedHashMap<>();
    for (Revision each : revisions.subList(0, last)) {
      if (belongs(each)) {
        decided.remove(each.getCommit());
        decided.put(each.getCommit(), each);
      }
    }
    List<String> commits = new ArrayList<>();
    for (Revision each : decided.values()) {
      if (each.getVerdict() == verdict
          && isRevision(each.getCommit())
          && (verdict != Verdict.SKIP || each.getRole() == Role.STEP)
          && (verdict != Verdict.BAD || !doubtful.test(each))) {
        commits.add(abbreviated(each.getCommit()));
      }
    }
    Collections.reverse(commits);
    return commits.size() > MOST ? commits.subList(0, MOST) : commits;
  }

  private static boolean belongs(Revision revision) {
    return SEARCHED.contains(revision.getRole()) && revision.getTested();
  }

  /** How many revisions there are up to the last test of a commit; 0 where it was not tested. */
  private int lastOf(String commit) {
    for (int i = revisions.size(); i > 0; i--) {
      Revision each = revisions.get(i - 1);
      if (belongs(each) && each.getCommit().equals(commit)) {
        return i;
      }
    }
    return 0;
  }
}
