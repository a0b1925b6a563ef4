package firstbad.story;

import static firstbad.story.Phrases.abbreviated;
import static firstbad.story.Phrases.isRevision;

import firstbad.events.Bisection;
import firstbad.events.Blame;
import firstbad.events.CommitRange;
import firstbad.events.CulpritFound;
import firstbad.events.Level;
import firstbad.events.RemainingRange;
import firstbad.events.Remark;
import firstbad.events.RemarkKind;
import firstbad.events.RunMessage;
import firstbad.events.Tool;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to do next, by how a search ended and how far it can be believed. Long, since each ending
 * has advice of its own.
 */
final class NextSteps {
  private static final int CANDIDATES = 20;
  private static final int MANY_UNKNOWN = 3;
  private static final long WORTH_SAYING_MS = 60_000;

  /** Where lines of the log are missing, or cannot be understood. */
  private static final Set<RemarkKind> MISSING =
      EnumSet.of(
          RemarkKind.MISSING_LINES,
          RemarkKind.MISSING_REVISIONS,
          RemarkKind.MISSING_RUNS,
          RemarkKind.UNTESTED_CANDIDATE,
          RemarkKind.UNDECIDED_STEP,
          RemarkKind.RUNS_WITHOUT_REVISION);

  /** Where the beginning of the search is missing. */
  private static final Set<RemarkKind> UNSTARTED =
      EnumSet.of(RemarkKind.NO_OPENING, RemarkKind.UNTESTED_RANGE_END);

  private final Known known;
  private final Bisection head;
  private final List<Advice> steps = new ArrayList<>();

  private NextSteps(Known known) {
    this.known = known;
    this.head = known.head();
  }

  /** At least one, most useful first. */
  static List<Advice> of(Known known) {
    NextSteps next = new NextSteps(known);
    next.tell();
    return List.copyOf(next.steps);
  }

  private void tell() {
    remarks();
    switch (head.getOutcome()) {
      case UNKNOWN, RUNNING -> running();
      case CULPRIT_FOUND -> culprit();
      case INCONCLUSIVE -> candidates();
      case NO_RANGE_END ->
          add("Find a revision without the crash by hand, and start the search from there.");
      case STILL_HAPPENS ->
          add(
              known.fix()
                  ? "Nothing has removed the crash yet. Search again when the tree has moved on."
                  : "The bug is older than the oldest release that was tested. Read the code that"
                      + " crashes; a bisection cannot go further back.");
      case MERGE_BASE_CLEAN ->
          add(
              "The crash was introduced in one tree only. Search that tree from the merge base on,"
                  + " within one history.");
      case NOT_REPRODUCED -> notReproduced();
      case FAILED ->
          add("Fix the cause of the error, then run the bisection again under an id of its own.");
      case TIMED_OUT -> unfinished("Continue the search where the time ran out");
      case BROKEN_OFF -> brokenOff();
      case NOT_A_BISECTION ->
          add("Publish the text that the bisection wrote, from its first line on.");
    }
  }

  /** What to look at before anything else, since the log is not one bisection that agrees. */
  private void remarks() {
    Remark contradiction = remark(EnumSet.of(RemarkKind.CONTRADICTION));
    Remark missing = remark(MISSING);
    if (missing != null && missing.getKind() == RemarkKind.UNDECIDED_STEP && byGitAlone()) {
      add("Publish what git bisect log prints, under an id of its own. " + missing.getMessage());
    } else if (missing != null) {
      Remark first = contradiction == null ? missing : contradiction;
      add(
          "Compare this log with the one that the bisection wrote, first at line "
              + first.getLine()
              + ". "
              + missing.getMessage());
    } else if (contradiction != null) {
      add(
          "Read line "
              + contradiction.getLine()
              + " of the log first: it contradicts the lines before it.");
    }
    Remark second = remark(EnumSet.of(RemarkKind.SECOND_LOG));
    if (second != null) {
      add(
          "Publish the second bisection in its text, from line "
              + second.getLine()
              + " on, under an id of its own.");
    }
  }

  private boolean byGitAlone() {
    return head.getTool() == Tool.GIT;
  }

  /** The first remark of one of these kinds; null when there is none. */
  private @Nullable Remark remark(Set<RemarkKind> kinds) {
    return head.getRemarks().stream()
        .filter(remark -> remark.getLine() != null && kinds.contains(remark.getKind()))
        .findFirst()
        .orElse(null);
  }

  private void notReproduced() {
    if (known.reproducerNeverRan()) {
      List<RunMessage> messages = known.revisions().get(0).getMessages();
      String why = messages.isEmpty() ? "" : messages.get(0).getText().strip();
      add(
          "Find out why the reproducer never ran"
              + (why.isEmpty() ? "" : " (\"" + why + "\")")
              + ", then run the bisection again under an id of its own.");
    } else if (Endings.inWordsOnly(head)) {
      add(
          "Check the test on the bad commit by hand, and give it more runs if it fails at times"
              + " only: firstbad bisect run --runs N.");
    } else {
      add(
          "Run the reproducer on the original commit again, with more runs. A crash that needs"
              + " many runs cannot be bisected with few.");
    }
  }

  private void running() {
    if (known.derailed() != null) {
      supported("Stop the job, since each further step tests for another bug" + stake());
    }
    if (steps.isEmpty()) {
      add("Nothing to do yet: wait for the next verdict.");
    }
  }

  private String stake() {
    Long stake = head.getAtStakeMs();
    return stake == null || stake < WORTH_SAYING_MS
        ? ""
        : ", and about " + Phrases.duration(stake) + " of machine time is at stake";
  }

  private void culprit() {
    Level level = known.level();
    if (level == Level.LOW || known.derailed() != null) {
      Blame blamed = known.blamed();
      add(
          blamed == null
              ? "Do not mail this culprit until the last good revision has been tested again."
              : "Do not mail this culprit until step "
                  + blamed.getOrdinal()
                  + ", "
                  + abbreviated(blamed.getCommit())
                  + ", has been tested again (line "
                  + blamed.getLine()
                  + " of the log).");
      supported("The evidence still allows");
      return;
    }
    CulpritFound found = known.culprit();
    String author = found == null ? null : found.getAuthor();
    add(
        (level == Level.MIDDLE
                ? "Look at the reasons, then ask "
                : level == Level.HIGH
                    ? "Write to "
                    : "Test the commit and its parent by hand, then ask ")
            + (author == null || author.isBlank() ? "the author" : author)
            + recipients(found)
            + ".",
        "git show " + abbreviated(head.getCulprit()));
  }

  private static String recipients(@Nullable CulpritFound found) {
    int others =
        found == null ? 0 : found.getRecipientsTo().size() + found.getRecipientsCc().size();
    return others == 0
        ? ""
        : "; the log names " + (others == 1 ? "1 address" : others + " addresses") + " to write to";
  }

  private void candidates() {
    List<String> named = head.getCandidates();
    if (named.isEmpty()) {
      unfinished("Continue the search");
      return;
    }
    String commits =
        named.stream().limit(CANDIDATES).map(Phrases::abbreviated).collect(Collectors.joining(" "));
    add(
        byGitAlone()
            ? "Read the candidates, or make each one testable and test it by hand."
            : "Read the candidates, or test each by hand with a kernel that builds and boots.",
        "git log --no-walk --oneline " + commits);
  }

  private void brokenOff() {
    long unknown = head.getLines().getUnknown();
    Remark lines = remark(EnumSet.of(RemarkKind.UNKNOWN_LINES));
    if (lines != null && unknown >= MANY_UNKNOWN) {
      add(
          "Read the "
              + unknown
              + " lines that were not understood, from line "
              + lines.getLine()
              + " on: the search may go on in them.");
    }
    unfinished("Check whether the job still runs; if it does not, continue the search");
  }

  private void unfinished(String lead) {
    String byGit = head.getGitCulprit();
    if (byGit != null) {
      add(
          "Look at "
              + abbreviated(byGit)
              + ", on which git ended its search: nothing judged it, since the log has no ending.",
          "git show " + abbreviated(byGit));
      return;
    }
    CommitRange allowed = known.supportedRange();
    if (known.derailed() != null && allowed != null && allowed.getCleanAt() != null) {
      supported(lead);
      return;
    }
    RemainingRange range = head.getRange();
    if (range == null && remark(EnumSet.of(RemarkKind.SECOND_LOG)) != null) {
      return;
    }
    if (range == null && remark(UNSTARTED) != null) {
      add("Publish the whole log: the lines that say where the search starts are missing.");
      return;
    }
    if (range == null) {
      add("Run it again under an id of its own: it ended before there was a range.");
      return;
    }
    add(
        lead + ", within the range that is left.",
        bisect(range.getCrashesAt(), range.getCleanAt()),
        log(range.getCrashesAt(), range.getCleanAt()));
  }

  /** The range that the evidence still allows, and how to take the search up from there. */
  private void supported(String lead) {
    CommitRange range = known.supportedRange();
    if (range == null) {
      return;
    }
    String clean = range.getCleanAt();
    String size =
        range.getCommits() == null
            ? "a range of unknown size"
            : "about " + Phrases.count(range.getCommits(), "commit");
    boolean allowed = lead.endsWith("allows");
    if (clean == null) {
      add(
          (allowed ? lead + " everything up to " : lead + ". Everything is left up to ")
              + abbreviated(range.getCrashesAt())
              + ": no clean revision is known before it.");
      return;
    }
    add(
        (allowed ? lead + " " + size : lead + ". The evidence still allows " + size)
            + ": "
            + abbreviated(range.getCrashesAt())
            + " crashes, "
            + abbreviated(clean)
            + " does not. Continue the search from there, or read the commits between.",
        bisect(range.getCrashesAt(), clean),
        log(range.getCrashesAt(), clean));
  }

  /**
   * In a search for a fix the clean end is the newer one, which git has to be told. Empty where an
   * end is no name of a revision: a log may hold anything, and a shell would run it.
   */
  private String bisect(String crashes, String clean) {
    if (!isRevision(crashes) || !isRevision(clean)) {
      return "";
    }
    return known.fix()
        ? "git bisect start --term-old=crashes --term-new=clean "
            + abbreviated(clean)
            + " "
            + abbreviated(crashes)
        : "git bisect start " + abbreviated(crashes) + " " + abbreviated(clean);
  }

  private String log(String crashes, String clean) {
    if (!isRevision(crashes) || !isRevision(clean)) {
      return "";
    }
    String from = known.fix() ? crashes : clean;
    String to = known.fix() ? clean : crashes;
    return "git log --oneline " + abbreviated(from) + ".." + abbreviated(to);
  }

  private void add(String sentence, String... commands) {
    steps.add(
        new Advice(sentence, Stream.of(commands).filter(command -> !command.isEmpty()).toList()));
  }
}
