package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.InconclusiveOutcome;
import firstbad.events.Revision;
import firstbad.events.RunMessage;
import firstbad.events.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why revisions of a search could not be tested, where one reason holds for most of them. */
final class SkippedRevisions {
  private static final int TEXT_SHOWN = 150;

  private final List<Revision> skipped;

  /**
   * @param revisions all of a search
   */
  SkippedRevisions(List<Revision> revisions) {
    skipped = revisions.stream().filter(each -> each.getVerdict() == Verdict.SKIP).toList();
  }

  /** One sentence; null where they failed in different ways, or none failed. */
  @Nullable String sentence() {
    Common common = common();
    if (common == null) {
      return null;
    }
    String text = common.why.text.isEmpty() ? "" : " (" + common.why.text + ")";
    if (skipped.size() == 1) {
      Revision only = skipped.get(0);
      return "Step "
          + only.getOrdinal()
          + ", "
          + abbreviated(only.getCommit())
          + ", could not be tested: "
          + common.why.what
          + text
          + ".";
    }
    return (common.revisions == skipped.size()
            ? "All " + skipped.size()
            : common.revisions + " of the " + skipped.size())
        + " revisions that could not be tested failed in the same way: "
        + common.why.what
        + text
        + ".";
  }

  /** The log's words for the reason; empty where there is no such reason, or no words for it. */
  String words() {
    Common common = common();
    return common == null ? "" : common.why.text;
  }

  /** The reason of more than half of them, with the log's words where these are the same too. */
  private @Nullable Common common() {
    Common alike = mostOf(why -> why);
    return alike != null ? alike : mostOf(why -> new Why(why.what, ""));
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
      return new Why("the kernel was not built or not tested", shown(error));
    }
    return revision.getMessages().stream()
        .max(Comparator.comparingInt(RunMessage::getRuns))
        .map(message -> new Why(what(message.getOutcome()), shown(message.getText())))
        .orElse(null);
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
    return first.length() > TEXT_SHOWN ? first.substring(0, TEXT_SHOWN) + " ..." : first;
  }

  /**
   * @param what in our words
   * @param text in the log's; may be empty
   */
  private record Why(String what, String text) {}

  private record Common(Why why, long revisions) {}
}
