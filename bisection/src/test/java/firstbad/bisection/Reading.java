package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.fold.FoldResult;
import firstbad.bisection.fold.Input;
import firstbad.bisection.fold.ReadLines;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads logs in the ways a stream may deliver them. */
public final class Reading {
  private final Analysis.Reader reader = new Analysis.Reader("made");
  private final List<Finding> findings = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private final ReadLines kept = new ReadLines();

  /** The line with this number, counted from 1. */
  public Reading line(List<String> lines, int number) {
    return read(new Input.Line(number, lines.get(number - 1), Map.of(), 0));
  }

  public Reading lines(List<String> lines, int from, int to) {
    for (int number = from; number <= to; number++) {
      line(lines, number);
    }
    return this;
  }

  public Reading end(List<String> lines) {
    return read(new Input.End(lines.size() + 1L, Map.of(), 0));
  }

  public Reading read(Input input) {
    FoldResult result = reader.read(input);
    if (input instanceof Input.Line line) {
      assertKept(line, result.receipt());
    }
    findings.addAll(result.findings());
    receipts.add(result.receipt());
    return this;
  }

  /** Who keeps the lines themselves keeps those that the fold applies, and no others. */
  private void assertKept(Input.Line line, Receipt receipt) {
    boolean heldUntilNow = kept.last() == line.number();
    ReadLines.Effect effect = kept.read(line.number(), line.text(), line.run(), line.unfinished());
    if (reader.state().life().once().secondHeader()) {
      return; // what the fold leaves out then stands in this text all the same
    }
    boolean keeps = effect != ReadLines.Effect.NONE;
    assertThat(keeps || (heldUntilNow && receipt == Receipt.APPLIED))
        .as("%s line %d", receipt, line.number())
        .isEqualTo(receipt == Receipt.APPLIED);
  }

  public Analysis analysis() {
    return reader.analysis();
  }

  BisectionState state() {
    return reader.state();
  }

  List<Finding> findings() {
    return findings;
  }

  List<Receipt> receipts() {
    return receipts;
  }

  /** An analysis without what tells how often lines came and how often heads were sent. */
  static Analysis settled(Analysis analysis) {
    Bisection head = analysis.bisection();
    return new Analysis(
        head == null ? null : settled(head),
        analysis.revisions(),
        analysis.crashCounts(),
        analysis.culprit(),
        analysis.assessment(),
        analysis.alerts(),
        analysis.suspicions(),
        analysis.unknownLines());
  }

  private static Bisection settled(Bisection head) {
    Bisection.LineCounts lines = RecordCopy.of(head.lines(), Map.of("duplicate", 0L));
    return RecordCopy.of(head, Map.of("version", 0, "lines", lines));
  }
}
