package firstbad.bisection.trust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bisection has shown so far, as small as trust can do with: a tree of records, lists,
 * strings and numbers that can be kept between two lines. About 15 bytes a revision.
 *
 * @param fix whether it searches for a fix: then alarms are raised, but nothing is judged
 * @param limit the bound that it went over, after which nothing more is kept; null as a rule
 * @param original the first revision; null until it has crashed
 * @param references the bug's titles in normal form, most frequent first, then by name
 * @param crashed runs of the first revision that crashed
 * @param ok runs of the first revision that went through
 * @param clusterRows titles by function, those of the bug first: {@link Cluster}s in numbers
 * @param testedRows decided revisions after the first, in their order: {@link Tested} in numbers
 * @param decided how many those are
 * @param tags releases probed so far, undecided ones too
 * @param crashesAt the newest revision that crashed
 * @param crashesAtTitle what its title tells
 * @param cleanAt the newest revision that did not crash; null until there is one
 * @param suspects the bad verdicts that lost most, in their order
 * @param flaky whether the log has called the reproducer flaky
 */
public record Evidence(
    boolean fix,
    @Nullable Limit limit,
    @Nullable String original,
    List<ClosedRevision.Crashes> references,
    int crashed,
    int ok,
    List<Integer> clusterRows,
    List<Integer> testedRows,
    int decided,
    int tags,
    @Nullable String crashesAt,
    TitleKind crashesAtTitle,
    @Nullable String cleanAt,
    List<Suspect> suspects,
    boolean flaky) {

  /** A bound beyond which a bisection is not judged. */
  public enum Limit {
    REVISIONS("too long to judge: more than 200 revisions were decided"),
    TITLES("too many kinds of crashes to judge"),
    RUNS("a revision has more runs than any bisection has");

    /** Why nothing is judged. */
    final String reason;

    Limit(String reason) {
      this.reason = reason;
    }
  }

  /** What the title of a commit tells of its kind. */
  public enum TitleKind {
    PLAIN,
    MERGE,
    RELEASE
  }

  private static final int MOST_REVISIONS = 200;
  private static final int MOST_CLUSTERS = 100;
  private static final int MOST_NUMBERS = 1500;
  private static final int MOST_RUNS = 500;
  private static final int MOST_REFERENCES = 20;
  private static final int MOST_REFERENCE_CHARS = 500;
  private static final int MOST_SUSPECTS = 4;

  /** Nothing known yet of a search for the cause. */
  public static final Evidence OF_CAUSE = none(false);

  /** Nothing known yet of a search for the fix. */
  public static final Evidence OF_FIX = none(true);

  private static Evidence none(boolean fix) {
    return new Evidence(
        fix,
        null,
        null,
        List.of(),
        0,
        0,
        List.of(),
        List.of(),
        0,
        0,
        null,
        TitleKind.PLAIN,
        null,
        List.of(),
        false);
  }

  /** Whether there is a bug to compare with and no bound was passed. */
  boolean judgeable() {
    return original != null && limit == null;
  }

  /** This evidence and one more revision; undecided ones change nothing but the tags. */
  Evidence with(ClosedRevision revision) {
    return switch (revision.place()) {
      case ASIDE -> this;
      case ORIGINAL ->
          original == null && revision.verdict() == ClosedRevision.Verdict.BAD
              ? begun(revision)
              : this;
      case RELEASE -> decided(revision, tags).tagged();
      case STEP -> decided(revision, -1);
    };
  }

  private Evidence begun(ClosedRevision revision) {
    List<Titled> titles = Titled.of(revision.crashes());
    long crashes = titles.stream().mapToLong(Titled::runs).sum();
    if (crashes > MOST_RUNS || revision.ok() > MOST_RUNS) {
      return beyond(Limit.RUNS);
    }
    List<Titled> kept = new ArrayList<>();
    int chars = 0;
    for (Titled title : titles) {
      chars += title.title().text().length();
      if (kept.size() < MOST_REFERENCES && (kept.isEmpty() || chars <= MOST_REFERENCE_CHARS)) {
        kept.add(title);
      }
    }
    return new Evidence(
        fix,
        null,
        revision.commit(),
        kept.stream()
            .map(each -> new ClosedRevision.Crashes(each.title().text(), (int) each.runs()))
            .toList(),
        (int) crashes,
        revision.ok(),
        Cluster.packed(Clusters.ofReferences(kept)),
        List.of(),
        0,
        tags,
        revision.commit(),
        CommitTitle.kind(revision.title()),
        null,
        List.of(),
        flaky || revision.flaky());
  }

  private Evidence decided(ClosedRevision revision, int tag) {
    if (!judgeable() || revision.verdict() == ClosedRevision.Verdict.SKIP) {
      return this;
    }
    List<Titled> titles = Titled.of(revision.crashes());
    if (titles.stream().mapToLong(Titled::runs).sum() > MOST_RUNS || revision.ok() > MOST_RUNS) {
      return beyond(Limit.RUNS);
    }
    if (decided == MOST_REVISIONS) {
      return beyond(Limit.REVISIONS);
    }
    Clusters grown = Clusters.grown(this, titles);
    boolean bad = revision.verdict() == ClosedRevision.Verdict.BAD;
    Integer left = revision.revisionsLeft();
    Tested tested =
        new Tested(tag, left == null ? -1 : Math.max(0, left), bad, ok(revision), grown.crashes());
    List<Integer> rows = tested.addedTo(testedRows);
    if (grown.clusters().size() > MOST_CLUSTERS || rows.size() > MOST_NUMBERS) {
      return beyond(Limit.TITLES);
    }
    return new Evidence(
        fix,
        null,
        original,
        references,
        crashed,
        ok,
        Cluster.packed(grown.clusters()),
        rows,
        decided + 1,
        tags,
        bad ? revision.commit() : crashesAt,
        bad ? kind(revision) : crashesAtTitle,
        bad ? cleanAt : revision.commit(),
        suspects,
        flaky || revision.flaky());
  }

  private static TitleKind kind(ClosedRevision revision) {
    return revision.place() == ClosedRevision.Place.RELEASE
        ? TitleKind.RELEASE
        : CommitTitle.kind(revision.title());
  }

  private static int ok(ClosedRevision revision) {
    return Math.max(0, revision.ok());
  }

  private Evidence tagged() {
    return new Evidence(
        fix,
        limit,
        original,
        references,
        crashed,
        ok,
        clusterRows,
        testedRows,
        decided,
        tags + 1,
        crashesAt,
        crashesAtTitle,
        cleanAt,
        suspects,
        flaky);
  }

  private Evidence beyond(Limit passed) {
    return new Evidence(
        fix,
        passed,
        original,
        List.of(),
        0,
        0,
        List.of(),
        List.of(),
        0,
        tags,
        crashesAt,
        crashesAtTitle,
        cleanAt,
        suspects,
        flaky);
  }

  /** This evidence with one more suspect; of too many, the one that lost least goes. */
  Evidence suspecting(Suspect suspect) {
    List<Suspect> more = new ArrayList<>(suspects);
    more.add(suspect);
    if (more.size() > MOST_SUSPECTS) {
      more.remove(more.stream().min(Comparator.comparingDouble(Suspect::lost)).orElseThrow());
    }
    return new Evidence(
        fix,
        limit,
        original,
        references,
        crashed,
        ok,
        clusterRows,
        testedRows,
        decided,
        tags,
        crashesAt,
        crashesAtTitle,
        cleanAt,
        List.copyOf(more),
        flaky);
  }

  /** Titles by function. */
  List<Cluster> clusters() {
    return Cluster.unpacked(clusterRows);
  }

  /** Decided revisions after the first. */
  List<Tested> tested() {
    return Tested.unpacked(testedRows);
  }

  /** The bug's titles, parsed. */
  List<CrashTitle> bugTitles() {
    return references.stream().map(each -> CrashTitle.of(each.title())).toList();
  }

  /** The range as the verdicts have it. */
  @Nullable Span range(Places places) {
    return crashesAt == null ? null : new Span(crashesAt, cleanAt, commits(places.size()));
  }

  static @Nullable Integer commits(double size) {
    return Double.isInfinite(size) ? null : (int) Math.min(Integer.MAX_VALUE, Math.ceil(size));
  }
}
