package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.number.PackedInts;
import firstbad.bisection.trust.title.CommitTitle;
import firstbad.bisection.trust.title.CrashTitle;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the decided revisions have shown: all that the onset posterior looks at.
 *
 * @param bug what crashed the first revision
 * @param clusterRows titles by function, those of the bug first: {@link TitleCluster}s in numbers
 * @param testedRows decided revisions after the first, in their order: {@link DecidedRevision} in
 *     numbers
 * @param decided how many those are
 * @param ends of the range that is left
 */
public record ObservedRevisions(
    BugTitles bug, List<Integer> clusterRows, List<Integer> testedRows, int decided, Ends ends) {

  /**
   * The ends of the range that is left.
   *
   * @param crashing the newest revision that crashed; null before the first one did
   * @param crashingKind what the title of that one tells
   * @param alike the newest that crashed in a way that looked like the bug when it was closed; null
   *     where that is {@code crashing}
   * @param clean the newest revision that did not crash; null until there is one
   */
  public record Ends(
      @Nullable String crashing,
      CommitTitle.Kind crashingKind,
      @Nullable String alike,
      @Nullable String clean) {
    static final Ends NONE = new Ends(null, CommitTitle.Kind.PLAIN, null, null);

    /**
     * @param looksLikeTheBug whether something that crashed the revision does
     */
    Ends after(ClosedRevision revision, boolean looksLikeTheBug) {
      if (revision.verdict() != ClosedRevision.Verdict.BAD) {
        return new Ends(crashing, crashingKind, alike, revision.commit());
      }
      String before = alike == null ? crashing : alike;
      return new Ends(revision.commit(), kind(revision), looksLikeTheBug ? null : before, clean);
    }

    private static CommitTitle.Kind kind(ClosedRevision revision) {
      return revision.stage() == ClosedRevision.SearchStage.RELEASE
          ? CommitTitle.Kind.RELEASE
          : CommitTitle.kind(revision.title());
    }
  }

  public static final ObservedRevisions NOTHING =
      new ObservedRevisions(BugTitles.NONE, PackedInts.NONE, PackedInts.NONE, 0, Ends.NONE);

  public ObservedRevisions {
    clusterRows = PackedInts.of(clusterRows);
    testedRows = PackedInts.of(testedRows);
  }

  /** Of what differs between two revisions of a bisection and between two bisections. */
  @Override
  public int hashCode() {
    return 31 * testedRows.hashCode() + Objects.hashCode(ends.crashing);
  }

  /** After the first revision, on which the bug crashed with these titles. */
  public static ObservedRevisions by(ClosedRevision first, List<TitledRuns> titles) {
    return new ObservedRevisions(
        new BugTitles(
            titles.stream()
                .map(each -> new ClosedRevision.Crashes(each.title().text(), (int) each.runs()))
                .toList(),
            (int) TitledRuns.sum(TitledRuns.of(first.crashes())),
            first.ok()),
        TitleCluster.packed(TitleClusters.ofReferences(titles)),
        PackedInts.NONE,
        0,
        new Ends(first.commit(), CommitTitle.kind(first.title()), null, null));
  }

  /**
   * After one more decided revision.
   *
   * @param tag how many tags were probed before this release; -1 for a step of git
   */
  public ObservedRevisions with(ClosedRevision revision, List<TitledRuns> titles, int tag) {
    TitleClusters grown = TitleClusters.grown(PackedInts.of(clusterRows), bug, titles);
    boolean bad = revision.verdict() == ClosedRevision.Verdict.BAD;
    Integer left = revision.commitsLeft();
    PackedInts rows =
        DecidedRevision.added(
            PackedInts.of(testedRows),
            tag,
            left == null ? -1 : Math.max(0, left),
            bad,
            Math.max(0, revision.ok()),
            grown.crashes());
    return new ObservedRevisions(
        bug, grown.rows(), rows, decided + 1, ends.after(revision, looksLikeTheBug(grown)));
  }

  private static boolean looksLikeTheBug(TitleClusters grown) {
    List<TitleCluster> clusters = TitleCluster.unpacked(grown.rows());
    int[] crashes = grown.crashes();
    for (int i = 0; i < crashes.length; i += 2) {
      if (!clusters.get(crashes[i]).foreign()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a bad revision after another one crashed with the function of one of the bug's titles:
   * the bug was there then.
   *
   * @param index of the other one among the decided revisions after the first
   */
  public boolean bugSeenAfter(int index) {
    Set<Integer> own = BugRuns.keys(bug, CrashTitle::tellsTheBug);
    List<TitleCluster> clusters = clusters();
    return tested().stream()
        .skip(index + 1L)
        .filter(DecidedRevision::bad)
        .anyMatch(
            each ->
                IntStream.range(0, each.clusters())
                    .anyMatch(i -> own.contains(clusters.get(each.cluster(i)).key())));
  }

  /** Only the ends of the range. */
  public ObservedRevisions onlyEnds() {
    return new ObservedRevisions(BugTitles.NONE, PackedInts.NONE, PackedInts.NONE, 0, ends);
  }

  /** Titles by function. */
  public List<TitleCluster> clusters() {
    return TitleCluster.unpacked(PackedInts.of(clusterRows));
  }

  /** Decided revisions after the first. */
  public List<DecidedRevision> tested() {
    return DecidedRevision.in(PackedInts.of(testedRows), decided);
  }

  /**
   * The range as the verdicts have it; null before the first revision crashed.
   *
   * @param commits in it; null where nobody knows
   */
  @Nullable CommitRange range(@Nullable Integer commits) {
    return ends.crashing == null ? null : new CommitRange(ends.crashing, ends.clean, commits);
  }

  /**
   * The same, its crashing end the newest that looked like the bug; null before the first revision
   * crashed.
   *
   * @param commits in the range as the verdicts have it; null where nobody knows
   */
  @Nullable CommitRange rangeOfTheBug(@Nullable Integer commits) {
    return ends.alike == null ? range(commits) : new CommitRange(ends.alike, ends.clean, null);
  }
}
