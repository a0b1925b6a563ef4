package firstbad.story;

import firstbad.events.Bisection;
import firstbad.events.Remark;
import firstbad.events.RemarkKind;
import firstbad.events.Tool;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to do about a log that is not one bisection that agrees with itself. */
final class LogRemarks {
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

  private final Bisection head;

  LogRemarks(Bisection head) {
    this.head = head;
  }

  /** Before anything else; none where the log is whole. */
  List<Advice> advice() {
    List<Advice> steps = new ArrayList<>();
    Remark contradiction = first(EnumSet.of(RemarkKind.CONTRADICTION));
    Remark missing = first(MISSING);
    Remark undecided = first(EnumSet.of(RemarkKind.UNDECIDED_STEP));
    if (undecided != null && head.getTool() == Tool.GIT) {
      steps.add(
          new Advice(
              "Publish what git bisect log prints, under an id of its own. "
                  + undecided.getMessage()));
    } else if (missing != null) {
      Remark first = contradiction == null ? missing : contradiction;
      steps.add(
          new Advice(
              "Compare this log with the one that the bisection wrote, first at line "
                  + firstDoubt(first)
                  + ". "
                  + missing.getMessage()));
    } else if (contradiction != null) {
      steps.add(
          new Advice(
              "Read line "
                  + contradiction.getLine()
                  + " of the log first: it contradicts the lines before it."));
    }
    Remark second = first(EnumSet.of(RemarkKind.SECOND_LOG));
    if (second != null) {
      steps.add(
          new Advice(
              "Publish the second bisection in its text, from line "
                  + second.getLine()
                  + " on, under an id of its own."));
    }
    return steps;
  }

  /** A line that was not understood may stand where others are missing, before that is noticed. */
  private long firstDoubt(Remark noticed) {
    long line = Objects.requireNonNull(noticed.getLine());
    Long unknown = firstUnknownLine();
    return unknown == null ? line : Math.min(unknown, line);
  }

  boolean holdsAnother() {
    return first(EnumSet.of(RemarkKind.SECOND_LOG)) != null;
  }

  boolean lacksItsBeginning() {
    return first(UNSTARTED) != null;
  }

  /** From where on lines were not understood; null where all were. */
  @Nullable Long firstUnknownLine() {
    Remark lines = first(EnumSet.of(RemarkKind.UNKNOWN_LINES));
    return lines == null ? null : lines.getLine();
  }

  /** The first remark of one of these kinds that has a line; null when there is none. */
  private @Nullable Remark first(Set<RemarkKind> kinds) {
    return head.getRemarks().stream()
        .filter(remark -> remark.getLine() != null && kinds.contains(remark.getKind()))
        .findFirst()
        .orElse(null);
  }
}
