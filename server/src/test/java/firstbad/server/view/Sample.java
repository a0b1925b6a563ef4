package firstbad.server.view;

import firstbad.events.Alert;
import firstbad.events.AlertKind;
import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.Blame;
import firstbad.events.CalibrationBin;
import firstbad.events.CrashCounts;
import firstbad.events.CrashTitleCounts;
import firstbad.events.CrashTypeCounts;
import firstbad.events.CrashedRuns;
import firstbad.events.CulpritFound;
import firstbad.events.EndedBy;
import firstbad.events.Evidence;
import firstbad.events.Level;
import firstbad.events.LevelCounts;
import firstbad.events.LevelRecord;
import firstbad.events.LineCounts;
import firstbad.events.LogLine;
import firstbad.events.Outcome;
import firstbad.events.RemainingRange;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.RunCounts;
import firstbad.events.SearchKind;
import firstbad.events.Severity;
import firstbad.events.Suspect;
import firstbad.events.SuspectedBug;
import firstbad.events.TitleCount;
import firstbad.events.TrackRecord;
import firstbad.events.Verdict;
import firstbad.events.VerdictCounts;
import firstbad.events.VerdictSource;
import firstbad.schemas.TrustedEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Made-up events. Times are minutes after {@link #BEGIN}. */
public final class Sample {
  static {
    // Builders make the defaults of lists, for which Avro loads the classes of their elements.
    TrustedEvents.trust();
  }

  public static final Instant BEGIN = Instant.parse("2026-02-03T04:00:00Z");
  public static final String OWN = "KASAN: use-after-free Read in frob_release";
  public static final String OWN_TYPE = "KASAN-USE-AFTER-FREE-READ";
  public static final String FOREIGN = "WARNING in other_thing";

  private Sample() {}

  public static Instant minute(long minutes) {
    return BEGIN.plusSeconds(60 * minutes);
  }

  /** A full hash of this number. */
  public static String hash(int number) {
    return "%07x".formatted(number).concat("0").repeat(5);
  }

  public static Bisection.Builder head(String id, int version, Outcome outcome) {
    boolean ended = outcome != Outcome.RUNNING;
    return Bisection.newBuilder()
        .setId(id)
        .setVersion(version)
        .setKind(SearchKind.CAUSE)
        .setLabels(Map.of("manager", "ci-made-up"))
        .setOutcome(outcome)
        .setOutcomeText(ended ? "the log's own sentence" : null)
        .setEndedBy(ended ? EndedBy.END_OF_LOG : null)
        .setStartCommit(hash(1))
        .setBugTitles(List.of(new TitleCount(OWN, OWN_TYPE, 8)))
        .setRange(new RemainingRange(hash(1), hash(2), hash(1), hash(2), 820, 10))
        .setRevisions(new VerdictCounts(3, 1, 2, 0))
        .setProgress(ended ? 1 : 0.4)
        .setStartedAt(minute(0))
        .setLastLineAt(minute(version))
        .setEndedAt(ended ? minute(version) : null)
        .setLines(new LineCounts(100L, 0L, 0L, 0L, 0L, 40L, 1L, 3L));
  }

  public static Revision.Builder revision(String id, int ordinal, Verdict verdict, String title) {
    boolean bad = verdict == Verdict.BAD;
    return Revision.newBuilder()
        .setBisectionId(id)
        .setOrdinal(ordinal)
        .setVersion(2)
        .setOpen(false)
        .setTested(true)
        .setCommit(hash(ordinal))
        .setTitle("frob: change number " + ordinal)
        .setRole(ordinal == 1 ? Role.ORIGINAL : Role.STEP)
        .setFirstLine(ordinal * 10L)
        .setLastLine(ordinal * 10L + 9)
        .setRuns(new RunCounts(10, bad ? 2 : 10, bad ? 8 : 0, 0, 0, 0, 0, false))
        .setCrashes(
            bad
                ? List.of(new TitleCount(title, title.equals(OWN) ? OWN_TYPE : "WARNING", 8))
                : List.of())
        .setVerdict(verdict)
        .setVerdictSource(VerdictSource.DERIVED)
        .setDerivedVerdict(verdict)
        .setTrustSoFar(0.5)
        .setOpenedAt(minute(ordinal))
        .setClosedAt(minute(ordinal + 1));
  }

  public static Assessment.Builder assessment(String id, int version, Level level, double chance) {
    return Assessment.newBuilder()
        .setId(id)
        .setVersion(version)
        .setOrdinal(version)
        .setSearchEnded(false)
        .setLevel(level)
        .setProbability(chance)
        .setRanking(chance)
        .setRangeShare(0.25)
        .setReasons(List.of("a reason"))
        .setParameters("1")
        .setJudgedAt(minute(version));
  }

  public static Blame blame(String id) {
    return new Blame(3, 30L, hash(3), FOREIGN, 0.43);
  }

  public static CulpritFound.Builder culprit(String id, String commit, Level level, long minute) {
    return CulpritFound.newBuilder()
        .setId(id)
        .setKind(SearchKind.CAUSE)
        .setLabels(Map.of("manager", "ci-made-up"))
        .setBugTitles(List.of(new TitleCount(OWN, OWN_TYPE, 8)))
        .setCommit(commit)
        .setTitle("frob: the commit that is named")
        .setRevisionsTested(3)
        .setTotalTimeMs(3_600_000L)
        .setEvidence(
            List.of(
                new Evidence(
                    OWN,
                    OWN_TYPE,
                    true,
                    new CrashedRuns(8, 10),
                    new CrashedRuns(0, 10),
                    null,
                    null)))
        .setAssessment(assessment(id, 4, level, 0.7).setOrdinal(null).setSearchEnded(true).build())
        .setFoundAt(minute(minute))
        .setLineNumber(90L)
        .setEndedBy(EndedBy.END_OF_LOG);
  }

  public static Alert alert(String id, AlertKind kind, long line, long minute) {
    boolean derailed = kind == AlertKind.DERAILED;
    return new Alert(
        id,
        kind,
        derailed ? Severity.MIDDLE : Severity.LOW,
        derailed ? 3 : null,
        derailed ? hash(3) : null,
        line,
        "One sentence.",
        minute(minute),
        Map.of(),
        List.of());
  }

  public static CrashCounts counts(String commit, long runs) {
    return CrashCounts.newBuilder()
        .setCommit(commit)
        .setTitle("frob: counted")
        .setBisections(1)
        .setRevisions(1)
        .setCrashed(runs)
        .setOk(2)
        .setInconclusive(0)
        .setEstimatedRuns(0)
        .setTypes(
            List.of(
                new CrashTypeCounts(
                    OWN_TYPE, runs, 1L, List.of(new CrashTitleCounts(OWN, runs, 1L, 0L)))))
        .setFirstObservedAt(minute(1))
        .setLastObservedAt(minute(2))
        .build();
  }

  /** Named by these bisections of one bug, with trust that is high for the first and else low. */
  public static Suspect suspect(String commit, String... ids) {
    long all = ids.length;
    return Suspect.newBuilder()
        .setCommit(commit)
        .setTitle("frob: the commit that is named")
        .setBisections(all)
        .setFixBisections(0)
        .setCandidateBisections(0)
        .setBisectionIds(List.of(ids))
        .setBugs(List.of(new SuspectedBug(OWN, all), new SuspectedBug(FOREIGN, all)))
        .setBugCount(1)
        .setLevels(new LevelCounts(1L, 0L, all - 1, 0L))
        .setFirstNamedAt(minute(8))
        .setLastNamedAt(minute(9))
        .build();
  }

  /** One culprit of level HIGH that is not verified, and one of level LOW that is refuted. */
  public static TrackRecord trackRecord() {
    List<CalibrationBin> bins = new ArrayList<>();
    for (double tenth = 0; tenth < 10; tenth++) {
      bins.add(
          tenth == 7
              ? new CalibrationBin(tenth / 10, (tenth + 1) / 10, 1L, 0L, 0.7)
              : new CalibrationBin(tenth / 10, (tenth + 1) / 10, 0L, 0L, null));
    }
    return new TrackRecord(
        "1",
        List.of(
            new LevelRecord(Level.HIGH, 0L, 0L, 1L, 0L, 0L),
            new LevelRecord(Level.LOW, 0L, 1L, 0L, 0L, 0L)),
        bins);
  }

  public static LogLine line(long number, String text) {
    return new LogLine(number, text, minute(number), Map.of(), false);
  }

  public static LogLine end(long number) {
    return new LogLine(number, "", minute(number), Map.of(), true);
  }
}
