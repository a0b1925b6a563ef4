package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Lists of candidates that lack one. */
class LostCandidatesTest {

  /** Of the two lists of a fuzzer's log each may have lost the same line. */
  @Test
  void aCandidateThatBothListsOfAFuzzerLackIsMissed() {
    int lists = 0;
    for (GoldenLog log : GoldenLog.all()) {
      Analysis whole = log.analysis();
      Bisection head = Objects.requireNonNull(whole.bisection());
      List<Revision> revisions = whole.revisions();
      if (head.outcome() != Outcome.INCONCLUSIVE || revisions.isEmpty()) {
        continue;
      }
      Revision last = revisions.get(revisions.size() - 1);
      if (last.verdict() != Verdict.SKIP || !head.candidates().contains(last.commit())) {
        continue;
      }
      lists++;
      int ending = log.lines().size() - 1;
      while (!log.lines().get(ending).startsWith(last.commit())) {
        ending--;
      }
      List<String> cut = new ArrayList<>(log.lines());
      for (int at = ending; at >= 0; at--) {
        if (cut.get(at).startsWith(last.commit())) {
          cut.remove(at);
        }
      }
      assertThat(Objects.requireNonNull(Analysis.of("golden", cut).bisection()).remarks())
          .extracting(Remark::kind)
          .as(log.toString())
          .contains(Remark.Kind.MISSING_LINES);
    }
    assertThat(lists).isPositive();
  }
}
