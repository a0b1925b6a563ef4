package firstbad.story;

import firstbad.events.Blame;
import firstbad.events.Revision;
import firstbad.events.Role;
import org.jspecify.annotations.Nullable;

/** How old the bug can be taken for, where a search for its cause found no clean release. */
final class BugAge {
  private final Known known;
  private final TitleHistory titles;
  private final SearchCommands search;

  BugAge(Known known, SearchCommands search) {
    this.known = known;
    this.titles = known.titles();
    this.search = search;
  }

  /**
   * Not to take it for older than the last release that crashed like it; null where what crashed
   * last did look like it.
   */
  @Nullable Advice notOlder() {
    Revision foreign = titles.foreignSince();
    Revision last = foreign == null ? null : titles.asTheBugBefore(foreign);
    Revision next = last == null ? null : titles.crashedBadAfter(last);
    if (foreign == null || last == null || next == null) {
      return null;
    }
    return new Advice(
        (last.getRole() == Role.RELEASE
                ? "Do not take the bug for older than "
                    + StepName.of(last)
                    + ", the last release that crashed like the bug: "
                : "Do not take the bug for older than the commit it was reported on: ")
            + otherCrashes(last, next, foreign)
            + ". Test that release again and ignore these; if the bug does"
            + " not crash there, search between the two.",
        search.within(last.getCommit(), next.getCommit()));
  }

  /** Where others crashed, as a clause, and whether all of them are foreign. */
  private static String otherCrashes(Revision last, Revision next, Revision foreign) {
    boolean all = next.getOrdinal() == foreign.getOrdinal();
    return all && last.getRole() == Role.RELEASE
        ? "at " + StepName.of(next) + " other crashes were seen"
        : "from "
            + StepName.of(next)
            + " on other crashes were seen"
            + (all ? "" : ", which look like it only a little, or not at all");
  }

  /**
   * How old it is hangs on a verdict that rested on another one; null where none did, or the bug
   * crashed later.
   */
  @Nullable Advice derailed() {
    Blame derailed = known.misled();
    Revision own = titles.lastOwn();
    if (derailed == null || own == null || own.getOrdinal() > derailed.getOrdinal()) {
      return null;
    }
    return new Advice(
        "Do not take the bug for older than "
            + StepName.of(own)
            + ", the last that crashed with its own title, until "
            + StepName.of(derailed, known.revisions())
            + " has been tested again (line "
            + derailed.getLine()
            + " of the log). If the bug does not crash there, search between the two.",
        search.within(own.getCommit(), derailed.getCommit()));
  }
}
