package firstbad.topology.event;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.EndedBy;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.Level;
import firstbad.schemas.CulpritStanding;
import firstbad.topology.sum.CommitCrashes;
import firstbad.topology.sum.CommitSuspicions;
import firstbad.topology.sum.TrackSums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Domain records as the events of the contract, field by field and in the order of the schema, so
 * that the compiler finds a field that one side lacks. Both engines use it: what the stream sends
 * and what the command prints are the same. (Longer than most files and methods, since every field
 * of the contract stands here once.)
 */
public final class Events {

  private Events() {}

  /** Long, since a head has that many fields. */
  public static firstbad.events.Bisection bisection(Bisection of) {
    return new firstbad.events.Bisection(
        of.id(),
        of.version(),
        kind(of.kind()),
        tool(of.tool()),
        of.labels(),
        firstbad.events.Outcome.valueOf(of.outcome().name()),
        of.outcomeText(),
        of.error(),
        of.candidates(),
        of.candidateCount(),
        orNull(of.endedBy(), Events::endedBy),
        of.host(),
        of.fuzzerCommit(),
        of.requestedStart(),
        of.startCommit(),
        of.startTitle(),
        all(of.bugTitles(), Events::titleCount),
        orNull(of.range(), Events::range),
        new firstbad.events.VerdictCounts(
            of.revisions().tested(),
            of.revisions().good(),
            of.revisions().bad(),
            of.revisions().skip()),
        of.revisionsReported(),
        of.progress(),
        orNull(of.expectedEndAt(), Instant::ofEpochMilli),
        of.atStakeMs(),
        Instant.ofEpochMilli(of.startedAt()),
        Instant.ofEpochMilli(of.lastLineAt()),
        orNull(of.endedAt(), Instant::ofEpochMilli),
        of.totalTimeMs(),
        of.buildTimeMs(),
        of.testTimeMs(),
        lineCounts(of.lines()),
        of.flaky(),
        of.reproductionChance(),
        of.errorProbability(),
        of.confidence(),
        of.culprit(),
        of.culpritTitle(),
        of.crashTitle(),
        of.report(),
        of.gitCulprit(),
        of.gitCulpritTitle(),
        all(of.remarks(), Events::remark),
        all(of.unknownLines(), Events::unknownLine),
        of.truncations());
  }

  private static firstbad.events.Remark remark(Remark of) {
    return new firstbad.events.Remark(
        firstbad.events.RemarkKind.valueOf(of.kind().name()), of.line(), of.message());
  }

  private static firstbad.events.UnknownLine unknownLine(Bisection.UnknownLine of) {
    return new firstbad.events.UnknownLine(of.number(), of.text());
  }

  private static firstbad.events.RunMessage runMessage(Revision.RunMessage of) {
    return new firstbad.events.RunMessage(
        firstbad.events.InconclusiveOutcome.valueOf(of.outcome().name()), of.text(), of.runs());
  }

  public static firstbad.events.Revision revision(Revision of) {
    return new firstbad.events.Revision(
        of.bisectionId(),
        of.ordinal(),
        of.version(),
        of.open(),
        of.tested(),
        of.commit(),
        of.title(),
        firstbad.events.Role.valueOf(of.role().name()),
        of.release(),
        of.configuration(),
        of.compiler(),
        of.kernelSignature(),
        of.commitsLeft(),
        of.stepsLeft(),
        of.firstLine(),
        of.lastLine(),
        runCounts(of.runs()),
        all(of.crashes(), Events::titleCount),
        of.representative(),
        of.printedTypes(),
        all(of.messages(), Events::runMessage),
        of.otherMessageRuns(),
        verdict(of.verdict()),
        firstbad.events.VerdictSource.valueOf(of.verdictSource().name()),
        verdict(of.derivedVerdict()),
        of.disagreement(),
        of.failure(),
        of.falseNegativeChance(),
        of.discardedShare(),
        of.trustSoFar(),
        orNull(of.supportedRange(), Events::span),
        Instant.ofEpochMilli(of.openedAt()),
        orNull(of.closedAt(), Instant::ofEpochMilli));
  }

  public static firstbad.events.CulpritFound culprit(CulpritFound of) {
    return new firstbad.events.CulpritFound(
        of.id(),
        kind(of.kind()),
        tool(of.tool()),
        of.labels(),
        all(of.bugTitles(), Events::titleCount),
        of.commit(),
        of.title(),
        of.author(),
        of.authorDate(),
        of.changedFiles(),
        of.changedFileCount(),
        of.changedFilesKnown(),
        of.parent(),
        of.culpritSignature(),
        of.parentSignature(),
        of.binaryChanged(),
        of.recipientsTo(),
        of.recipientsCc(),
        of.crashesAt(),
        of.cleanAt(),
        of.revisionsTested(),
        of.totalTimeMs(),
        of.buildTimeMs(),
        of.testTimeMs(),
        of.crashTitle(),
        all(of.evidence(), Events::evidence),
        assessment(of.assessment()),
        Instant.ofEpochMilli(of.foundAt()),
        of.lineNumber(),
        endedBy(of.endedBy()));
  }

  public static firstbad.events.Assessment assessment(Assessment of) {
    return new firstbad.events.Assessment(
        of.id(),
        of.version(),
        of.ordinal(),
        of.searchEnded(),
        firstbad.events.Level.valueOf(of.level().name()),
        of.probability(),
        of.ranking(),
        of.rangeShare(),
        of.reasons(),
        of.reasonsAgainst(),
        of.middleFrom(),
        of.highFrom(),
        orNull(of.blamed(), Events::blame),
        of.notLocated(),
        orNull(of.supportedRange(), Events::span),
        orNull(of.derailed(), Events::blame),
        of.parameters(),
        Instant.ofEpochMilli(of.judgedAt()));
  }

  public static firstbad.events.Alert alert(Alert of) {
    return new firstbad.events.Alert(
        of.id(),
        firstbad.events.AlertKind.valueOf(of.kind().name()),
        firstbad.events.Severity.valueOf(of.severity().name()),
        of.ordinal(),
        of.commit(),
        of.lineNumber(),
        of.message(),
        Instant.ofEpochMilli(of.raisedAt()),
        of.labels(),
        all(of.bugTitles(), Events::titleCount));
  }

  /**
   * The counts of a kernel commit: its 50 largest titles under their types, the rest as a number.
   */
  static firstbad.events.CrashCounts crashCounts(String commit, CommitCrashes of) {
    Map<String, List<firstbad.events.CrashTitleCounts>> titles = new LinkedHashMap<>();
    long listedRuns = 0;
    for (CommitCrashes.Listed listed : of.listed()) {
      listedRuns += listed.crashes().runs();
      titles
          .computeIfAbsent(listed.type(), type -> new ArrayList<>())
          .add(
              new firstbad.events.CrashTitleCounts(
                  listed.title(),
                  (long) listed.crashes().runs(),
                  (long) listed.crashes().bisections(),
                  (long) listed.crashes().foreign()));
    }
    List<firstbad.events.CrashTypeCounts> types = new ArrayList<>();
    long runs = 0;
    for (Map.Entry<String, CommitCrashes.OfType> type : of.types().entrySet()) {
      runs += type.getValue().runs();
      types.add(
          new firstbad.events.CrashTypeCounts(
              type.getKey(),
              (long) type.getValue().runs(),
              (long) type.getValue().bisections(),
              titles.getOrDefault(type.getKey(), List.of())));
    }
    types.sort(
        Comparator.comparingLong((firstbad.events.CrashTypeCounts type) -> -type.getRuns())
            .thenComparing(firstbad.events.CrashTypeCounts::getType));
    return new firstbad.events.CrashCounts(
        commit,
        of.commitTitle(),
        (long) of.tests().bisections(),
        (long) of.tests().revisions(),
        (long) of.runs().crashed(),
        (long) of.runs().ok(),
        (long) of.runs().inconclusive(),
        (long) of.runs().estimated(),
        types,
        runs - listedRuns,
        Instant.ofEpochMilli(of.observed().first()),
        Instant.ofEpochMilli(of.observed().last()));
  }

  /** The bisections that name a kernel commit. */
  public static firstbad.events.Suspect suspect(String commit, CommitSuspicions of) {
    List<firstbad.events.SuspectedBug> bugs = new ArrayList<>();
    of.listed()
        .forEach(
            bug ->
                bugs.add(
                    new firstbad.events.SuspectedBug(
                        bug.getKey(), (long) bug.getValue().bisections())));
    long listed = bugs.stream().mapToLong(firstbad.events.SuspectedBug::getBisections).sum();
    return new firstbad.events.Suspect(
        commit,
        of.commitTitle(),
        (long) of.bisections().all(),
        (long) of.bisections().fixes(),
        (long) of.bisections().candidates(),
        of.ids(),
        bugs,
        of.bugs().inAll() - listed,
        of.bugCount(),
        new firstbad.events.LevelCounts(
            of.at(Level.HIGH), of.at(Level.MIDDLE), of.at(Level.LOW), of.at(Level.NONE)),
        Instant.ofEpochMilli(of.named().firstAt()),
        Instant.ofEpochMilli(of.named().lastAt()));
  }

  /** How often trust with these parameters was right. */
  public static firstbad.events.TrackRecord trackRecord(String parameters, TrackSums of) {
    List<firstbad.events.LevelRecord> levels = new ArrayList<>();
    for (Level level : of.levels().keySet()) {
      long inDoubt = of.at(level, CulpritStanding.NEEDS_RERUN);
      long disputed = of.at(level, CulpritStanding.CONFLICT);
      levels.add(
          new firstbad.events.LevelRecord(
              firstbad.events.Level.valueOf(level.name()),
              of.at(level, CulpritStanding.CONFIRMED),
              of.at(level, CulpritStanding.REFUTED),
              of.at(level, CulpritStanding.OPEN) + inDoubt + disputed,
              inDoubt,
              disputed));
    }
    levels.sort(Comparator.comparing(firstbad.events.LevelRecord::getLevel));
    List<firstbad.events.CalibrationBin> bins = new ArrayList<>();
    for (TrackSums.Bin bin : of.bins()) {
      double number = bins.size();
      bins.add(
          new firstbad.events.CalibrationBin(
              number / TrackSums.BINS,
              (number + 1) / TrackSums.BINS,
              bin.answered(),
              bin.right(),
              bin.answered() == 0 ? null : (Double) bin.claimed()));
    }
    return new firstbad.events.TrackRecord(parameters, levels, bins);
  }

  private static firstbad.events.RemainingRange range(Bisection.Range of) {
    return new firstbad.events.RemainingRange(
        of.crashesAt(), of.cleanAt(), of.gitBad(), of.gitGood(), of.commitsLeft(), of.stepsLeft());
  }

  private static firstbad.events.LineCounts lineCounts(Bisection.LineCounts of) {
    return new firstbad.events.LineCounts(
        of.read(),
        of.duplicate(),
        of.late(),
        of.conflict(),
        of.missing(),
        of.pasted(),
        of.unknown(),
        of.firstUnknown());
  }

  private static firstbad.events.RunCounts runCounts(Revision.RunCounts of) {
    return new firstbad.events.RunCounts(
        of.total(),
        of.ok(),
        of.crashed(),
        of.bootFailed(),
        of.testFailed(),
        of.infra(),
        of.ignored(),
        of.estimated());
  }

  private static firstbad.events.Blame blame(Judgement.Blame of) {
    return new firstbad.events.Blame(
        of.ordinal(), of.line(), of.commit(), of.crashTitle(), of.discardedShare());
  }

  private static firstbad.events.CommitRange span(CommitRange of) {
    return new firstbad.events.CommitRange(of.crashesAt(), of.cleanAt(), of.commits());
  }

  private static firstbad.events.Evidence evidence(CulpritFound.Evidence of) {
    return new firstbad.events.Evidence(
        of.title(),
        of.type(),
        of.isBugTitle(),
        orNull(of.start(), Events::share),
        orNull(of.lastGood(), Events::share),
        orNull(of.parent(), Events::share),
        orNull(of.culprit(), Events::share));
  }

  private static firstbad.events.CrashedRuns share(CulpritFound.CrashedRuns of) {
    return new firstbad.events.CrashedRuns(of.crashed(), of.runs());
  }

  private static firstbad.events.TitleCount titleCount(TitleCount of) {
    return new firstbad.events.TitleCount(of.title(), of.type(), of.runs());
  }

  private static firstbad.events.Tool tool(Tool of) {
    return firstbad.events.Tool.valueOf(of.name());
  }

  private static firstbad.events.SearchKind kind(Kind of) {
    return firstbad.events.SearchKind.valueOf(of.name());
  }

  private static firstbad.events.EndedBy endedBy(EndedBy of) {
    return firstbad.events.EndedBy.valueOf(of.name());
  }

  private static firstbad.events.Verdict verdict(Verdict of) {
    return firstbad.events.Verdict.valueOf(of.name());
  }

  private static <A, B> List<B> all(List<A> of, Function<A, B> each) {
    return of.stream().map(each).toList();
  }

  private static <A, B> @Nullable B orNull(@Nullable A of, Function<A, B> present) {
    return of == null ? null : present.apply(of);
  }
}
