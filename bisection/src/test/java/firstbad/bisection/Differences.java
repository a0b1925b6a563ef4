package firstbad.bisection;

import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.finding.VerdictSource;
import firstbad.bisection.made.MadeLog;
import firstbad.bisection.made.Truth;
import firstbad.bisection.made.Truth.TrueRevision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where an analysis differs from the truth of a made-up log; nothing is compared twice. */
final class Differences {
  private final List<String> found = new ArrayList<>();
  private final Truth truth;
  private final Analysis analysis;

  private Differences(MadeLog log) {
    truth = log.truth();
    analysis = Analysis.of("made", log.lines());
  }

  /** One sentence for each difference; empty when the log was understood as it was meant. */
  static List<String> of(MadeLog log) {
    Differences differences = new Differences(log);
    differences.compare();
    return differences.found;
  }

  private void compare() {
    Bisection head = Objects.requireNonNull(analysis.bisection());
    same("kind", truth.kind(), head.kind());
    same("outcome", truth.outcome(), head.outcome());
    same("start commit", truth.startCommit(), head.startCommit());
    same("culprit", truth.culprit(), head.culprit());
    same("culprit's title", bounded(truth.culpritTitle()), bounded(head.culpritTitle()));
    same("range, crashing end", truth.rangeCrashesAt(), firstCrashing());
    same("trailer's number", truth.revisionsReported(), head.revisionsReported());
    same("total time", truth.totalTimeMs(), head.totalTimeMs());
    same("final crash", bounded(truth.crashTitle()), bounded(head.crashTitle()));
    same("lines not understood", (long) truth.unknownLines(), head.lines().unknown());
    if (truth.revisions().stream().anyMatch(TrueRevision::finished)) {
      same("bug's titles", bounded(truth.bugTitles()), titles(head.bugTitles()));
    }
    compareCounts();
    compareRevisions();
    if (truth.whole()) {
      compareEnding(head);
    }
  }

  /** What a log that breaks off may lack or have in part. */
  private void compareEnding(Bisection head) {
    same("flaky", truth.flaky(), head.flaky());
    same("error", bounded(truth.error()), bounded(head.error()));
    if (truth.outcome() == Outcome.INCONCLUSIVE || truth.outcome() == Outcome.NO_RANGE_END) {
      same("candidates", bounded(truth.candidates()), bounded(head.candidates()));
    }
    if (truth.confidence() != null) {
      Double confidence = head.confidence();
      if (confidence == null || Math.abs(confidence - truth.confidence()) > 2e-6) {
        same("confidence", truth.confidence(), confidence);
      }
    }
    CulpritFound culprit = analysis.culprit();
    same("a culprit is named", truth.culprit() != null, culprit != null);
    if (culprit != null) {
      same("culprit's commit", truth.culprit(), culprit.commit());
      same("culprit's signature", truth.culpritSignature(), signature(culprit));
      same("parent's signature", truth.parentSignature(), culprit.parentSignature());
      same("recipients to", truth.recipientsTo(), culprit.recipientsTo());
      same("recipients cc", truth.recipientsCc(), culprit.recipientsCc());
    }
  }

  /** The signature may be known from the culprit's own test where the end does not print it. */
  private @Nullable String signature(CulpritFound culprit) {
    return truth.culpritSignature() == null ? null : culprit.culpritSignature();
  }

  private @Nullable String firstCrashing() {
    CulpritFound culprit = analysis.culprit();
    Bisection.Range range = Objects.requireNonNull(analysis.bisection()).range();
    if (range == null) {
      return null;
    }
    // The head knows the newest range only; the first one is in the culprit's event.
    return culprit == null ? truth.rangeCrashesAt() : culprit.crashesAt();
  }

  private void compareCounts() {
    Map<String, Map<String, Integer>> counted = new TreeMap<>();
    analysis
        .crashCounts()
        .forEach(
            (commit, counts) -> {
              Map<String, Integer> runs = new TreeMap<>(counts.runsByType());
              runs.values().removeIf(number -> number == 0);
              if (!runs.isEmpty()) {
                counted.put(commit, runs);
              }
            });
    if (truth.whole()) {
      same("crash counts", truth.crashCounts(), counted);
    }
  }

  private void compareRevisions() {
    List<TrueRevision> expected = truth.revisions();
    List<Revision> revisions = analysis.revisions();
    int last = expected.size() - 1;
    if (revisions.size() == last && !expected.get(last).finished()) {
      // Where a log breaks off, its last commit may not have been named yet.
      expected = expected.subList(0, last);
    }
    if (expected.size() != revisions.size()) {
      same("number of revisions", expected.size(), revisions.size());
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      compare("revision " + (i + 1) + " ", expected.get(i), revisions.get(i));
    }
  }

  private void compare(String where, TrueRevision expected, Revision revision) {
    same(where + "commit", expected.commit(), revision.commit());
    same(where + "role", expected.role(), revision.role());
    same(where + "release", expected.release(), revision.release());
    if (!expected.finished()) {
      return;
    }
    same(where + "tested", expected.tested(), revision.tested());
    same(where + "title", bounded(expected.title()), bounded(revision.title()));
    same(where + "signature", expected.signature(), revision.kernelSignature());
    same(
        where + "representative",
        bounded(expected.representative()),
        bounded(revision.representative()));
    same(where + "false negative chance", expected.falseNegative(), revision.falseNegativeChance());
    same(where + "build failed", expected.buildFailed(), revision.failure() != null);
    same(where + "crashes", bounded(expected.crashes()), titles(revision.crashes()));
    same(where + "runs", runs(expected), revision.runs());
    if (expected.verdict() != Verdict.UNKNOWN) {
      same(where + "verdict", expected.verdict(), revision.verdict());
      if (expected.tested()) {
        same(where + "derived verdict", expected.verdict(), revision.derivedVerdict());
        same(where + "disagreement", null, revision.disagreement());
      }
    }
    if (expected.gitWord() != null) {
      same(where + "verdict's source", VerdictSource.LOGGED, revision.verdictSource());
    }
  }

  private static Revision.RunCounts runs(TrueRevision expected) {
    Truth.TrueRuns runs = expected.runs();
    return new Revision.RunCounts(
        runs.total(),
        runs.ok(),
        runs.crashed(),
        runs.bootFailed(),
        runs.testFailed(),
        runs.infra(),
        runs.ignored(),
        runs.estimated());
  }

  private void same(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      found.add("%s: should be %s but is %s".formatted(what, expected, actual));
    }
  }

  private static Map<String, Integer> titles(List<TitleCount> counts) {
    Map<String, Integer> titles = new TreeMap<>();
    counts.forEach(
        count -> titles.merge(String.valueOf(bounded(count.title())), count.runs(), Integer::sum));
    return titles;
  }

  private static Map<String, Integer> bounded(Map<String, Integer> titles) {
    Map<String, Integer> bounded = new TreeMap<>();
    titles.forEach(
        (title, runs) -> bounded.merge(String.valueOf(bounded(title)), runs, Integer::sum));
    return bounded;
  }

  private static Set<String> bounded(List<String> candidates) {
    return new HashSet<>(candidates);
  }

  /** A cap may have cut a long text, and half a surrogate pair cannot be written as UTF-8. */
  private static @Nullable String bounded(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String plain = text.replaceAll("[\\ud800-\\udfff\\ufffd]", "?").strip();
    return plain.length() > 300 ? plain.substring(0, 300) : plain;
  }
}
