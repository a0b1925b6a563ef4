package firstbad.bisection.trust;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the decided revisions have shown: all that the onset posterior looks at.
 *
 * @param bug what crashed the first revision
 * @param clusterRows titles by function, those of the bug first: {@link Cluster}s in numbers
 * @param testedRows decided revisions after the first, in their order: {@link Tested} in numbers
 * @param decided how many those are
 * @param crashesAt the newest revision that crashed; null before the first one did
 * @param crashesAtTitle what its title tells
 * @param cleanAt the newest revision that did not crash; null until there is one
 */
public record Shown(
    Bug bug,
    List<Integer> clusterRows,
    List<Integer> testedRows,
    int decided,
    @Nullable String crashesAt,
    TitleKind crashesAtTitle,
    @Nullable String cleanAt) {

  static final Shown NOTHING =
      new Shown(Bug.NONE, Packed.NONE, Packed.NONE, 0, null, TitleKind.PLAIN, null);

  public Shown {
    clusterRows = Packed.of(clusterRows);
    testedRows = Packed.of(testedRows);
  }

  /**
   * What crashed the first revision.
   *
   * @param titles in normal form, most frequent first, then by name
   * @param crashed runs that crashed
   * @param ok runs that went through
   */
  public record Bug(List<ClosedRevision.Crashes> titles, int crashed, int ok) {
    static final Bug NONE = new Bug(List.of(), 0, 0);

    /** Its titles, parsed. */
    List<CrashTitle> parsed() {
      List<CrashTitle> parsed = new ArrayList<>(titles.size());
      for (ClosedRevision.Crashes each : titles) {
        parsed.add(CrashTitle.of(each.title()));
      }
      return parsed;
    }
  }

  /** What the title of a commit tells of its kind. */
  public enum TitleKind {
    PLAIN,
    MERGE,
    RELEASE
  }

  /** After the first revision, on which the bug crashed with these titles. */
  static Shown by(ClosedRevision first, List<Titled> titles) {
    return new Shown(
        new Bug(
            titles.stream()
                .map(each -> new ClosedRevision.Crashes(each.title().text(), (int) each.runs()))
                .toList(),
            (int) Titled.sum(Titled.of(first.crashes())),
            first.ok()),
        Cluster.packed(Clusters.ofReferences(titles)),
        Packed.NONE,
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
  Shown with(ClosedRevision revision, List<Titled> titles, int tag) {
    Clusters grown = Clusters.grown(this, titles);
    boolean bad = revision.verdict() == ClosedRevision.Verdict.BAD;
    Integer left = revision.revisionsLeft();
    Packed rows =
        Tested.added(
            Packed.of(testedRows),
            tag,
            left == null ? -1 : Math.max(0, left),
            bad,
            Math.max(0, revision.ok()),
            grown.crashes());
    return new Shown(
        bug,
        grown.rows(),
        rows,
        decided + 1,
        bad ? revision.commit() : crashesAt,
        bad ? kind(revision) : crashesAtTitle,
        bad ? cleanAt : revision.commit());
  }

  private static TitleKind kind(ClosedRevision revision) {
    return revision.place() == ClosedRevision.Place.RELEASE
        ? TitleKind.RELEASE
        : CommitTitle.kind(revision.title());
  }

  /** Only the ends of the range. */
  Shown ends() {
    return new Shown(Bug.NONE, Packed.NONE, Packed.NONE, 0, crashesAt, crashesAtTitle, cleanAt);
  }

  /** Titles by function. */
  List<Cluster> clusters() {
    return Cluster.unpacked(Packed.of(clusterRows));
  }

  /** Decided revisions after the first. */
  List<Tested> tested() {
    return Tested.in(Packed.of(testedRows), decided);
  }

  /** The range as the verdicts have it; null before the first revision crashed. */
  @Nullable Span range(Places places) {
    return crashesAt == null ? null : new Span(crashesAt, cleanAt, Span.commits(places.size()));
  }
}
