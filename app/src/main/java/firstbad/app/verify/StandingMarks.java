package firstbad.app.verify;

import firstbad.app.cli.DisplayText;
import firstbad.app.verify.git.HistoryMarks;
import firstbad.app.verify.git.Mark;
import firstbad.bisection.caps.Utf8;
import firstbad.events.Verification;
import firstbad.events.VerificationState;
import firstbad.schemas.VerificationRules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The marks that stand, of all histories and people, and which of them a history may change: those
 * that name a commit of its own, and those of other histories that say less. Two branches that
 * disagree would else change each other's for ever, or the first one that was read would be right.
 */
final class StandingMarks {
  private static final String MADE_BY = "verify --from-git";
  private static final int NOTE_BYTES = 1024;
  private static final int ADDRESS_LENGTH = 1000;

  /** What a note of ours names first: see {@link HistoryMarks}. */
  private static final Pattern BY = Pattern.compile("commit ([0-9a-f]{7,64}) ");

  private final Map<String, Verification> standing = new HashMap<>();

  /** One that was read, by its key. */
  void put(String key, Verification said) {
    standing.put(key, said);
  }

  /** One that was removed. */
  void remove(String key) {
    standing.remove(key);
  }

  /**
   * What has to be written so that the marks of a history stand.
   *
   * @param found all marks of that history
   * @param head the newest commit of the history
   * @param inHead whether a commit, by its short hash, is part of the history
   * @param holds whether it is or was, before the branch was rebased
   * @param judged whether the culprit of this bisection is part of the history
   */
  List<Verification> news(
      Collection<Mark> found,
      String head,
      Predicate<String> inHead,
      Predicate<String> holds,
      Predicate<String> judged) {
    List<Verification> news = new ArrayList<>();
    Map<String, Verification> lapsed = new TreeMap<>(standing);
    for (Mark mark : found) {
      Verification next = verification(mark);
      Verification before = lapsed.remove(VerificationRules.key(next));
      if (isNews(next, before, holds)) {
        news.add(next);
      } else if (before != null && isRebased(next, before, inHead, holds)) {
        // Said at the same time, so that it is the same mark for those who had it delivered.
        news.add(Verification.newBuilder(next).setMadeAt(before.getMadeAt()).build());
      }
    }
    for (Verification before : lapsed.values()) {
      if (before.getState() != VerificationState.WITHDRAWN
          && judged.test(before.getId())
          && isFrom(before, holds)) {
        news.add(withdrawn(before, head));
      }
    }
    return news;
  }

  private static boolean isNews(
      Verification next, @Nullable Verification before, Predicate<String> holds) {
    boolean ofAnother =
        before != null
            && before.getCulprit() != null
            && !before.getCulprit().equals(next.getCulprit());
    if (before == null || ofAnother) {
      return next.getState() != VerificationState.WITHDRAWN;
    }
    return !sameVerdict(next, before)
        && (isFrom(before, holds) || (isOurs(before) && weight(next) > weight(before)));
  }

  /** How much a mark says: a sure answer more than a doubt. */
  private static int weight(Verification said) {
    return switch (said.getState()) {
      case CONFIRMED -> 4;
      case REFUTED -> said.getTrueCause() == null ? 2 : 3;
      case NEEDS_RERUN -> 1;
      case WITHDRAWN, UNKNOWN -> 0;
    };
  }

  /**
   * Whether a mark names a commit that a rebase has replaced. Its note has to name the new one, or
   * no later reading could tell that it is of this history.
   */
  private static boolean isRebased(
      Verification next, Verification before, Predicate<String> inHead, Predicate<String> holds) {
    return sameVerdict(next, before)
        && !Objects.equals(next.getNote(), before.getNote())
        && isFrom(before, holds)
        && !isFrom(before, inHead);
  }

  private static boolean sameVerdict(Verification next, Verification before) {
    return next.getState() == before.getState()
        && Objects.equals(next.getTrueCause(), before.getTrueCause());
  }

  /** Whether a mark is ours, and names a commit of this history. */
  private static boolean isFrom(Verification said, Predicate<String> holds) {
    Matcher commit = BY.matcher(said.getNote() == null ? "" : said.getNote());
    return isOurs(said) && commit.find() && holds.test(commit.group(1));
  }

  private static boolean isOurs(Verification said) {
    return MADE_BY.equals(said.getMadeBy());
  }

  private static Verification verification(Mark mark) {
    String evidence = mark.evidence();
    return Verification.newBuilder()
        .setId(mark.culprit().id())
        .setState(mark.state())
        .setSource(mark.source())
        .setCulprit(mark.culprit().commit())
        .setTrueCause(mark.trueCause())
        .setMadeBy(MADE_BY)
        .setMadeAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .setEvidenceUrl(evidence == null || evidence.length() > ADDRESS_LENGTH ? null : evidence)
        .setNote(Utf8.cut(mark.why(), NOTE_BYTES))
        .build();
  }

  /**
   * That a mark of ours no longer follows from the history that it came from. It names the newest
   * commit, so that this history may say otherwise later.
   */
  private static Verification withdrawn(Verification before, String head) {
    String note =
        "commit %s and those before it no longer say so: %s"
            .formatted(DisplayText.shortHash(head), before.getNote());
    return Verification.newBuilder(before)
        .setState(VerificationState.WITHDRAWN)
        .setTrueCause(null)
        .setMadeAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .setNote(Utf8.cut(note, NOTE_BYTES))
        .build();
  }
}
