package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis.CommitCounts;
import firstbad.bisection.crash.CrashTypes;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the log of hidraw_release says, from its first line to its culprit. */
class SeedLogTest {
  private final Analysis analysis = Analysis.of("hidraw", Logs.hidrawRelease());
  private final Bisection head = Objects.requireNonNull(analysis.bisection());

  @Test
  void endsOnANetdevCommitAfterSixteenRevisions() {
    assertThat(head.outcome()).isEqualTo(Outcome.CULPRIT_FOUND);
    assertThat(head.culprit()).isEqualTo("e4b8954074f6d0db01c8c97d338a67f9389c042f");
    assertThat(analysis.revisions()).hasSize(16).noneMatch(Revision::open);
    assertThat(head.revisions()).isEqualTo(new Bisection.VerdictCounts(16, 9, 7, 0));
    assertThat(head.revisionsReported()).isEqualTo(16);
    assertThat(head.totalTimeMs()).isEqualTo(10_658_974);
  }

  @Test
  void countsTheCrashesOfTheStart() {
    CommitCounts start =
        Objects.requireNonNull(
            analysis.crashCounts().get("9f7fb8de5d9bac17b6392a14af40baf555d9129b"));
    assertThat(start.runsByType())
        .containsOnly(
            java.util.Map.entry(CrashTypes.of("general protection fault in hidraw_release"), 12),
            java.util.Map.entry("KASAN-USE-AFTER-FREE-READ", 3));
    assertThat(start.runs().ok()).isEqualTo(5);
    assertThat(start.runs().estimated()).isZero();
  }

  @Test
  void showsOnlyTheWarningFromTheFifthRevisionOn() {
    List<Revision> later = analysis.revisions().subList(4, 16);
    assertThat(later.get(0).commit()).startsWith("38970eac41db");
    assertThat(later)
        .flatExtracting(Revision::crashes)
        .extracting(TitleCount::title)
        .containsOnly("WARNING in free_netdev");
  }

  @Test
  void understandsEveryLine() {
    assertThat(head.lines().read()).isEqualTo(Logs.hidrawRelease().size());
    assertThat(head.lines().unknown()).isZero();
    assertThat(analysis.revisions()).allMatch(revision -> revision.disagreement() == null);
  }

  @Test
  void aFolderAmongItsFilesLeavesItOpenWhichOnesTheCulpritChanges() {
    assertThat(Objects.requireNonNull(analysis.culprit()).changedFilesKnown()).isTrue();
    List<String> raw = new ArrayList<>(Logs.hidrawRelease());
    raw.removeIf(line -> line.startsWith(" 2 files changed"));
    raw.replaceAll(
        line ->
            line.startsWith(" net/ethtool/netlink.c |")
                ? ":040000 040000 1a2b 3c4d M\tnet"
                : line.startsWith(" net/ethtool/netlink.h |")
                    ? ":100644 100644 1a2b 3c4d M\tMAINTAINERS"
                    : line);
    CulpritFound culprit = Objects.requireNonNull(Analysis.of("hidraw", raw).culprit());
    assertThat(culprit.changedFiles()).containsExactly("MAINTAINERS");
    assertThat(culprit.changedFilesKnown()).isFalse();
    assertThat(culprit.assessment().reasons())
        .contains(
            "it is not known whether the culprit changes a file in the stack of the crash: git"
                + " printed folders in place of some files");
  }

  @Test
  void bringsTheEvidenceTogether() {
    CulpritFound culprit = Objects.requireNonNull(analysis.culprit());
    assertThat(culprit.parent()).isEqualTo("b60645248af3b2485c7695f04e5ecfbc129eb1f7");
    assertThat(culprit.binaryChanged()).isTrue();
    assertThat(culprit.changedFiles())
        .containsExactly("net/ethtool/netlink.c", "net/ethtool/netlink.h");
    assertThat(culprit.author()).startsWith("Eric Dumazet");
    assertThat(culprit.evidence())
        .extracting(CulpritFound.Evidence::isBugTitle)
        .containsExactly(true, true, false);
    assertThat(culprit.evidence().get(2))
        .isEqualTo(
            new CulpritFound.Evidence(
                "WARNING in free_netdev",
                "WARNING",
                false,
                new CulpritFound.CrashedRuns(0, 20),
                new CulpritFound.CrashedRuns(0, 9),
                new CulpritFound.CrashedRuns(0, 9),
                new CulpritFound.CrashedRuns(10, 10)));
  }
}
