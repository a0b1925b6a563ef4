package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.trust.judgement.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A search for a fix of which the log has lost the opening is not judged as one for a cause. */
class FixWordsTest {
  /** It ends before any line that only a search for a fix has. */
  private static final List<String> WITHOUT_WORDS = List.of("error-two-merge-bases");

  @Test
  void aSearchForAFixIsKnownWithoutItsOpening() {
    List<GoldenLog> fixes =
        GoldenLog.all().stream()
            .filter(log -> head(log.lines()).kind() == Kind.FIX)
            .filter(log -> !WITHOUT_WORDS.contains(log.toString()))
            .toList();
    assertThat(fixes).hasSizeGreaterThan(3);
    for (GoldenLog log : fixes) {
      List<String> lines = new ArrayList<>(log.lines());
      lines.removeIf(line -> line.contains("fixing commit since "));
      Bisection head = head(lines);

      assertThat(head.kind()).as(log.toString()).isEqualTo(Kind.FIX);
      assertThat(head.outcome()).as(log.toString()).isEqualTo(head(log.lines()).outcome());
      assertThat(head.remarks()).extracting(Remark::kind).contains(Remark.Kind.NO_OPENING);
      Assessment assessment = Objects.requireNonNull(Analysis.of("log", lines).assessment());
      assertThat(assessment.level()).as(log.toString()).isEqualTo(Level.NONE);
    }
  }

  /** It may be another log's, and stands where no log ends. */
  @Test
  void aStrayEndingSaysNothingOfWhatIsSearched() {
    List<String> lines = new ArrayList<>(Logs.hidrawRelease());
    lines.removeIf(line -> line.contains("cause commit starting from "));
    Kind before = head(lines).kind();
    lines.add(20, "the crash still happens on HEAD");
    assertThat(head(lines).kind()).isEqualTo(before);
  }

  private static Bisection head(List<String> lines) {
    return Objects.requireNonNull(Analysis.of("log", lines).bisection());
  }
}
