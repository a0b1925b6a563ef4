package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.number.PackedInts;
import firstbad.bisection.trust.title.CommitTitle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the decided revisions have shown: all that the onset posterior looks at.
 *
 * @param bug what crashed the first revision
 * @param clusterRows titles by function, those of the bug first: {@link TitleCluster}s in numbers
 * @param testedRows decided revisions after the first, in their order: {@link DecidedRevision} in
 *     numbers
 * @param decided how many those are
 * @param crashesAt the newest revision that crashed; null before the first one did
 * @param crashesAtTitle what its title tells
 * @param cleanAt the newest revision that did not crash; null until there is one
 */
public record ObservedRevisions(
    BugTitles bug,
    List<Integer> clusterRows,
    List<Integer> testedRows,
    int decided,
    @Nullable String crashesAt,
    CommitTitle.Kind crashesAtTitle,
    @Nullable String cleanAt) {

  public static final ObservedRevisions NOTHING =
      new ObservedRevisions(
          BugTitles.NONE, PackedInts.NONE, PackedInts.NONE, 0, null, CommitTitle.Kind.PLAIN, null);

  public ObservedRevisions {
    clusterRows = PackedInts.of(clusterRows);
    testedRows = PackedInts.of(testedRows);
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
        first.commit(),
        CommitTitle.kind(first.title()),
        null);
  }

  /**
   * After one more decided revision.
   *
   * @param tag how many tags were probed before this release; -1 for a step of git
   */
  public ObservedRevisions with(ClosedRevision revision, List<TitledRuns> titles, int tag) {
    TitleClusters grown = TitleClusters.grown(PackedInts.of(clusterRows), bug, titles);
    boolean bad = revision.verdict() == ClosedRevision.Verdict.BAD;
    Integer left = revision.revisionsLeft();
    PackedInts rows =
        DecidedRevision.added(
            PackedInts.of(testedRows),
            tag,
            left == null ? -1 : Math.max(0, left),
            bad,
            Math.max(0, revision.ok()),
            grown.crashes());
    return new ObservedRevisions(
        bug,
        grown.rows(),
        rows,
        decided + 1,
        bad ? revision.commit() : crashesAt,
        bad ? kind(revision) : crashesAtTitle,
        bad ? cleanAt : revision.commit());
  }

  private static CommitTitle.Kind kind(ClosedRevision revision) {
    return revision.place() == ClosedRevision.Place.RELEASE
        ? CommitTitle.Kind.RELEASE
        : CommitTitle.kind(revision.title());
  }

  /** Only the ends of the range. */
  public ObservedRevisions ends() {
    return new ObservedRevisions(
        BugTitles.NONE, PackedInts.NONE, PackedInts.NONE, 0, crashesAt, crashesAtTitle, cleanAt);
  }

  /** Titles by function. */
  public List<TitleCluster> clusters() {
    return TitleCluster.unpacked(PackedInts.of(clusterRows));
  }

  /** Decided revisions after the first. */
  public List<DecidedRevision> tested() {
    return DecidedRevision.in(PackedInts.of(testedRows), decided);
  }

  /** The range as the verdicts have it; null before the first revision crashed. */
  @Nullable CommitRange range(SearchDistances places) {
    return crashesAt == null
        ? null
        : new CommitRange(crashesAt, cleanAt, CommitRange.commits(places.size()));
  }
}
