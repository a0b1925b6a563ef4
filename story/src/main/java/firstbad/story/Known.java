package firstbad.story;

import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.Blame;
import firstbad.events.CommitRange;
import firstbad.events.CulpritFound;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.Revision;
import firstbad.events.RunCounts;
import firstbad.events.SearchKind;
import firstbad.events.Verdict;
import firstbad.events.VerdictCounts;
import firstbad.events.Verification;
import firstbad.schemas.CulpritStanding;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the events say of one bisection. For one thread at a time. */
public final class Known {
  private static final double NEARLY_ALL = 0.9;

  private final Bisection head;
  private final List<Revision> revisions;
  private final @Nullable Assessment assessment;
  private final @Nullable CulpritFound culprit;
  private final List<Verification> verifications;

  /** Most sentences ask for it, and it compares all titles with each other. */
  private @Nullable TitleHistory titles;

  /**
   * @param head the newest head
   * @param revisions by ordinal
   * @param assessment the newest; null as long as nothing was judged
   * @param culprit once it was sent
   * @param verifications what was found out about its result: the newest of each source
   */
  public Known(
      Bisection head,
      List<Revision> revisions,
      @Nullable Assessment assessment,
      @Nullable CulpritFound culprit,
      List<Verification> verifications) {
    this.head = head;
    this.revisions = List.copyOf(revisions);
    this.assessment = assessment;
    this.culprit = culprit;
    this.verifications = List.copyOf(verifications);
  }

  public Bisection head() {
    return head;
  }

  public List<Revision> revisions() {
    return revisions;
  }

  public @Nullable Assessment assessment() {
    return assessment;
  }

  public @Nullable CulpritFound culprit() {
    return culprit;
  }

  public List<Verification> verifications() {
    return verifications;
  }

  boolean running() {
    return head.getOutcome() == Outcome.RUNNING || head.getOutcome() == Outcome.UNKNOWN;
  }

  boolean fix() {
    return head.getKind() == SearchKind.FIX;
  }

  /** Why the first revision had no run at all; null where it had one, or the log does not say. */
  @Nullable String whyNothingRan() {
    Revision first = revisions.isEmpty() ? null : revisions.get(0);
    return first == null || first.getRuns().getTotal() > 0 ? null : first.getFailure();
  }

  /** Whether the first revision had runs, and the reproducer ran in none of them. */
  boolean reproducerNeverRan() {
    RunCounts runs = revisions.isEmpty() ? null : revisions.get(0).getRuns();
    return runs != null && runs.getTotal() > 0 && runs.getOk() + runs.getCrashed() == 0;
  }

  /**
   * The revision that was in test when the log stopped: not all of its runs had been written, or
   * git had not been told their result, so that it bounds no range. Null where the log has an
   * ending, or stops between two tests.
   */
  public @Nullable Revision underTest() {
    return head.getOutcome() == Outcome.BROKEN_OFF ? StoppedTest.of(revisions) : null;
  }

  /** Whether the crash was looked for in no run of the first revision. */
  boolean couldNotLook() {
    return whyNothingRan() != null || reproducerNeverRan();
  }

  /**
   * The revision that is in test while the search runs; null between two tests, and after the end.
   */
  public @Nullable Revision inTest() {
    Revision newest = revisions.isEmpty() ? null : revisions.get(revisions.size() - 1);
    return running() && newest != null && newest.getOpen() ? newest : null;
  }

  /** All revisions but the one that was in test when the log stopped. */
  public List<Revision> decided() {
    Revision last = underTest();
    return last == null ? revisions : revisions.subList(0, revisions.size() - 1);
  }

  /** How many were decided with which verdicts; the one in test when the log stopped was not. */
  public VerdictCounts verdicts() {
    Revision last = underTest();
    VerdictCounts all = head.getRevisions();
    return last == null || !last.getTested() ? all : StoppedTest.without(last, all);
  }

  Level level() {
    return assessment == null ? Level.UNKNOWN : assessment.getLevel();
  }

  /** The first verdict that rested on another bug; null when none did. */
  @Nullable Blame derailed() {
    return assessment == null ? null : assessment.getDerailed();
  }

  /** The same, unless the bug came back after it: then it led nowhere else, but a later one may. */
  @Nullable Blame misled() {
    Blame derailed = derailed();
    return derailed == null || cameBackAfter(derailed) == null ? derailed : leftAgain();
  }

  /** The head counts what is at stake only where the bug did not come back for good. */
  private @Nullable Blame leftAgain() {
    Revision since = head.getAtStakeMs() == null ? null : titles().foreignSince();
    return since == null
        ? null
        : Blame.newBuilder()
            .setOrdinal(since.getOrdinal())
            .setLine(since.getFirstLine())
            .setCommit(since.getCommit())
            .setCrashTitle(since.getCrashes().isEmpty() ? "" : since.getCrashes().get(0).getTitle())
            .setDiscardedShare(0)
            .build();
  }

  /**
   * The first bad revision after a bad verdict that crashed with a title of the bug or of its
   * function; null when none did. A search for a cause goes on in the history of what was called
   * bad, so the bug was there too, whatever hid it.
   */
  @Nullable Revision cameBackAfter(Blame verdict) {
    return fix() ? null : titles().bugAfter(verdict.getOrdinal());
  }

  /** Whether the alarm was raised, and the bug was seen again after it. */
  public boolean cameBack() {
    return derailed() != null && misled() == null;
  }

  /**
   * The bad verdict to look at first; null when none can be blamed, also where it is on a kernel
   * that was called good as well.
   */
  @Nullable Blame blamed() {
    Blame blamed = assessment == null ? null : assessment.getBlamed();
    Blame derailed = derailed();
    boolean back = derailed != null && cameBackAfter(derailed) != null;
    if (blamed == null || (back && cameBackAfter(blamed) != null)) {
      return null;
    }
    SameKernel same = sameKernel();
    boolean explained =
        same != null
            && same.explains(blamed, revisions)
            && titles().looksLikeTheBug(blamed.getCrashTitle());
    return explained ? null : blamed;
  }

  /** Whether nothing should be done with its result before something was tested again. */
  boolean doubtful() {
    return level() == Level.LOW || misled() != null;
  }

  /** The bad verdict to test again where it is doubtful; null where none explains the doubt. */
  @Nullable Blame suspected() {
    return !doubtful() ? null : blamed() != null ? blamed() : misled();
  }

  /** Which revisions crashed like the bug. */
  TitleHistory titles() {
    TitleHistory known = titles == null ? new TitleHistory(head, revisions) : titles;
    titles = known;
    return known;
  }

  /**
   * Whether the bug crashed nearly all runs of each revision that crashed, so that more runs of one
   * that did not can tell little.
   */
  boolean crashesNearlyAlways() {
    return !head.getFlaky()
        && decided().stream()
            .filter(each -> each.getVerdict() == Verdict.BAD)
            .map(Revision::getRuns)
            .allMatch(
                runs ->
                    runs.getCrashed() > 0
                        && runs.getCrashed() >= NEARLY_ALL * (runs.getOk() + runs.getCrashed()));
  }

  /** Those of its revisions that could not be tested. */
  SkippedRevisions skipped() {
    return new SkippedRevisions(decided());
  }

  /** Those on which the search ended or ran out of time; null where it did not. */
  @Nullable SkippedRevisions skippedAtTheEnd() {
    ReleasesTested releases = releases();
    return switch (head.getOutcome()) {
      case INCONCLUSIVE, NO_RANGE_END -> skipped();
      case STILL_HAPPENS, TIMED_OUT ->
          releases.untested() > 0
              ? SkippedRevisions.of(releases)
              : head.getOutcome() == Outcome.TIMED_OUT && skipped().outnumberTheOthers()
                  ? skipped()
                  : null;
      default -> null;
    };
  }

  /** The kernel by which the culprit cannot be the cause; null where the log shows none. */
  @Nullable SameKernel sameKernel() {
    return fix() ? null : SameKernel.of(head, revisions, culprit);
  }

  /** How far back its releases could be tested. */
  ReleasesTested releases() {
    return ReleasesTested.of(head, decided());
  }

  /** The range that the evidence still allows; null before there is one. */
  @Nullable CommitRange supportedRange() {
    return assessment == null ? null : assessment.getSupportedRange();
  }

  /**
   * Whether that is the range without the verdict that is suspected: no other one is blamed that
   * turned out to be right.
   */
  boolean rangeIsWithoutSuspected() {
    return blamed() != null || assessment == null || assessment.getBlamed() == null;
  }

  /** Whether it was judged after its end. */
  boolean settled() {
    return assessment != null && assessment.getSearchEnded();
  }

  /** How the result stands after all that was said of it. */
  CulpritStanding standing() {
    return CulpritStanding.of(verifications.stream().map(Verification::getState).toList());
  }

  /** Whether it is known from elsewhere whether the result is right. */
  boolean answered() {
    return standing().answered();
  }

  /** The commit that was named as the cause instead; null when none was. */
  @Nullable String trueCause() {
    return verifications.stream()
        .map(Verification::getTrueCause)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** What it came to, in a word. */
  String result() {
    return head.getCulprit() == null ? "result" : fix() ? "fix" : "culprit";
  }
}
