package firstbad.story;

import firstbad.bisection.trust.title.CrashTitle;
import firstbad.events.InconclusiveOutcome;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.RunMessage;
import firstbad.events.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why revisions of a search could not be tested, where one reason holds for most of them. */
final class SkippedRevisions {
  private static final int TEXT_SHOWN = 149; // an event has no more than 150 bytes
  private static final Pattern NO_MACHINE =
      Pattern.compile("failed to create (VM|GCE|instance)|VM pool");
  private static final Pattern TIMED_OUT = Pattern.compile("timed out|timeout|took too long");
  private static final Pattern COMPILER_ERROR = Pattern.compile("[.][chS]:\\d+.*error:|: error: ");

  private static final int MANY = 3;

  private final List<Revision> skipped;

  /** What they are called. */
  private final String noun;

  /** How many steps of git were decided otherwise. */
  private final long decidedSteps;

  /**
   * @param revisions all of a search
   */
  SkippedRevisions(List<Revision> revisions) {
    this(revisions, "revisions that could not be tested");
  }

  private SkippedRevisions(List<Revision> revisions, String noun) {
    this.noun = noun;
    decidedSteps =
        revisions.stream()
            .filter(each -> each.getRole() == Role.STEP && each.getVerdict() != Verdict.SKIP)
            .count();
    skipped = revisions.stream().filter(each -> each.getVerdict() == Verdict.SKIP).toList();
  }

  /** Of these releases, which are the oldest. */
  static SkippedRevisions ofOldest(List<Revision> releases) {
    return new SkippedRevisions(releases, "oldest releases");
  }

  /** Whether git could not test more of its steps than it could. */
  boolean outnumberTheOthers() {
    long steps = skipped.stream().filter(each -> each.getRole() == Role.STEP).count();
    return steps >= MANY && steps > decidedSteps;
  }

  /**
   * Whether nothing is known to be wrong with them, since each lacked a machine to be tested on.
   */
  boolean lackedMachinesOnly() {
    return !skipped.isEmpty()
        && skipped.stream()
            .map(SkippedRevisions::why)
            .allMatch(why -> why != null && why.cause == Cause.MACHINES);
  }

  /** Such as {@code step 14 (d730b1a29432)}, or {@code the 3 skipped revisions}. */
  String names() {
    return skipped.size() == 1
        ? StepName.of(skipped.get(0))
        : "the " + skipped.size() + " skipped revisions";
  }

  /** One sentence; null where they failed in different ways, or none failed. */
  @Nullable String sentence() {
    Common common = common();
    if (common == null) {
      return null;
    }
    String text = common.why.text.isEmpty() ? "" : " (" + common.why.text + ")";
    if (skipped.size() == 1) {
      return StepName.first(skipped.get(0))
          + " could not be tested: "
          + common.why.what
          + text
          + ".";
    }
    boolean all = common.revisions == skipped.size();
    return (all ? "All " + skipped.size() : common.revisions + " of the " + skipped.size())
        + " "
        + noun
        + (text.isEmpty() ? " have only this in common: " : " failed in the same way: ")
        + common.why.what
        + text
        + ".";
  }

  /**
   * What would make them testable, as a clause after "make them testable"; empty where nobody
   * knows. Only what the kernel's source can cause is mended by a change of it.
   */
  String remedy() {
    Common common = common();
    if (common == null) {
      return "";
    }
    return switch (common.why.cause) {
      case KERNEL -> ", with a change that mends \"" + common.why.text + "\",";
      case MACHINES -> ", once there are machines that work,";
      case TIME -> ", with more time for each test,";
      case UNKNOWN -> "";
    };
  }

  /** The reason of more than half of them, with the log's words where these are the same too. */
  private @Nullable Common common() {
    Common alike = mostOf(why -> why);
    return alike != null ? alike : mostOf(why -> new Why(why.what, "", Cause.UNKNOWN));
  }

  private @Nullable Common mostOf(Function<Why, Why> seenAs) {
    Map<Why, Long> reasons =
        skipped.stream()
            .map(SkippedRevisions::why)
            .filter(Objects::nonNull)
            .collect(Collectors.groupingBy(seenAs, Collectors.counting()));
    return reasons.entrySet().stream()
        .filter(each -> 2 * each.getValue() > skipped.size())
        .map(each -> new Common(each.getKey(), each.getValue()))
        .findFirst()
        .orElse(null);
  }

  /** Null where the log does not say. */
  private static @Nullable Why why(Revision revision) {
    String error = revision.getFailure();
    if (error != null) {
      Cause cause = cause(error);
      return new Why(
          cause == Cause.MACHINES
              ? "there was no machine to test on"
              : "the kernel was not built or not tested",
          shown(error),
          cause);
    }
    return revision.getMessages().stream()
        .max(Comparator.comparingInt(RunMessage::getRuns))
        .map(message -> why(message, 2 * message.getRuns() > runsWithMessage(revision)))
        .orElse(null);
  }

  /**
   * @param most whether it is the message of most runs of a revision
   */
  private static Why why(RunMessage message, boolean most) {
    String what = what(message.getOutcome());
    boolean machines = message.getOutcome() == InconclusiveOutcome.INFRA;
    return most
        ? new Why(
            what, shown(message.getText()), machines ? Cause.MACHINES : cause(message.getText()))
        : new Why(what, "", machines ? Cause.MACHINES : Cause.UNKNOWN);
  }

  private static int runsWithMessage(Revision revision) {
    return revision.getOtherMessageRuns()
        + revision.getMessages().stream().mapToInt(RunMessage::getRuns).sum();
  }

  private static Cause cause(String text) {
    if (NO_MACHINE.matcher(text).find()) {
      return Cause.MACHINES;
    }
    if (TIMED_OUT.matcher(text).find()) {
      return Cause.TIME;
    }
    return COMPILER_ERROR.matcher(text).find() || CrashTitle.of(text).ofKernel()
        ? Cause.KERNEL
        : Cause.UNKNOWN;
  }

  private static String what(InconclusiveOutcome outcome) {
    return switch (outcome) {
      case BOOT_FAILED -> "the kernel did not boot";
      case TEST_FAILED -> "the basic test failed";
      case INFRA -> "there was no machine to test on";
      case IGNORED -> "the crash is of a class that is ignored";
      case UNKNOWN -> "the runs were inconclusive";
    };
  }

  private static String shown(String text) {
    String first = text.strip().lines().findFirst().orElse("");
    return Phrases.beginning(first, TEXT_SHOWN);
  }

  /**
   * @param what in our words
   * @param text in the log's; may be empty
   */
  private record Why(String what, String text, Cause cause) {}

  private enum Cause {
    /** Its source does not compile, or it crashes. */
    KERNEL,
    MACHINES,
    TIME,
    UNKNOWN
  }

  private record Common(Why why, long revisions) {}
}
