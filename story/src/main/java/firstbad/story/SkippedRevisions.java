package firstbad.story;

import firstbad.bisection.trust.title.CrashTitle;
import firstbad.events.InconclusiveOutcome;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.RunMessage;
import firstbad.events.Verdict;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why revisions of a search could not be tested, where one reason holds for most of them. */
final class SkippedRevisions {
  private static final int TEXT_SHOWN = 149; // an event has no more than 150 bytes
  private static final int ONE_OF_SEVERAL_SHOWN = 70;
  private static final int SEVERAL = 3;
  private static final Pattern NO_MACHINE =
      Pattern.compile("failed to create (VM|GCE|instance)|VM pool");
  private static final Pattern TIMED_OUT = Pattern.compile("timed out|timeout|took too long");
  private static final Pattern COMPILER_ERROR = Pattern.compile("[.][chS]:\\d+.*error:|: error: ");

  private static final int MANY = 3;

  private final List<Revision> skipped;

  /** What they are called, after their number. */
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

  /** The oldest releases, of which none could be tested. */
  static SkippedRevisions of(ReleasesTested releases) {
    return new SkippedRevisions(
        releases.leftOut(), releases.none() ? "releases" : "oldest releases");
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

  /** One sentence; null where they failed in different places, or none failed. */
  @Nullable String sentence() {
    Common common = common();
    if (common == null) {
      return null;
    }
    String text = common.why.text;
    if (skipped.size() == 1) {
      return StepName.first(skipped.get(0))
          + " could not be tested: "
          + common.why.what
          + (text.isEmpty() ? "" : " (" + text + ")")
          + ".";
    }
    String them = them(common.revisions);
    return text.isEmpty()
        ? "In " + them + " " + common.why.what + severalReasons(common.why.what) + "."
        : them.substring(0, 1).toUpperCase(Locale.ROOT)
            + them.substring(1)
            + " failed in the same way: "
            + common.why.what
            + " ("
            + text
            + ").";
  }

  /** Such as {@code all 12 oldest releases}, {@code 16 of the 20 revisions that ...}. */
  private String them(long some) {
    int all = skipped.size();
    return some < all
        ? some + " of the " + all + " " + noun
        : (all == 2 ? "both " : "all " + all + " ") + noun;
  }

  /**
   * Those that stopped in one place for reasons of which none is that of most: the most frequent,
   * as a clause.
   */
  private String severalReasons(String what) {
    Map<String, Long> reasons = new LinkedHashMap<>();
    skipped.stream()
        .map(SkippedRevisions::why)
        .filter(why -> why != null && why.what.equals(what) && !why.text.isEmpty())
        .forEach(why -> reasons.merge(Objects.requireNonNull(why).text, 1L, Long::sum));
    List<String> most =
        reasons.entrySet().stream()
            .filter(each -> each.getValue() > 1)
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(SEVERAL)
            .map(each -> each.getValue() + " with " + reason(each.getKey()))
            .toList();
    return reasons.isEmpty()
        ? ""
        : ", for different reasons" + (most.isEmpty() ? "" : ": " + String.join(", ", most));
  }

  private static String reason(String text) {
    return Phrases.quoted(Phrases.beginning(text, ONE_OF_SEVERAL_SHOWN));
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

  /** The place where more than half of them stopped, with the log's words where these are too. */
  private @Nullable Common common() {
    Common alike = mostOf(why -> why);
    return alike != null && !alike.why.text.isEmpty()
        ? alike
        : mostOf(why -> new Why(why.what, "", Cause.UNKNOWN));
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
    Map<InconclusiveOutcome, Integer> places = new EnumMap<>(InconclusiveOutcome.class);
    revision.getMessages().forEach(m -> places.merge(m.getOutcome(), m.getRuns(), Integer::sum));
    return places.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(place -> why(place.getKey(), revision))
        .orElse(null);
  }

  /** With the log's words where they are those of most of its runs. */
  private static Why why(InconclusiveOutcome place, Revision revision) {
    int all =
        revision.getOtherMessageRuns()
            + revision.getMessages().stream().mapToInt(RunMessage::getRuns).sum();
    String text =
        revision.getMessages().stream()
            .filter(each -> each.getOutcome() == place && 2 * each.getRuns() > all)
            .map(RunMessage::getText)
            .findFirst()
            .orElse("");
    Set<Cause> causes =
        revision.getMessages().stream()
            .filter(each -> each.getOutcome() == place)
            .map(each -> cause(each.getText()))
            .collect(Collectors.toSet());
    Cause one = causes.size() == 1 ? causes.iterator().next() : Cause.UNKNOWN;
    return new Why(
        what(place), shown(text), place == InconclusiveOutcome.INFRA ? Cause.MACHINES : one);
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
