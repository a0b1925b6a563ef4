package firstbad.bench;

import com.sun.management.ThreadMXBean;
import firstbad.bisection.Analysis;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.fold.Input;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Lines parsed, folded and judged per second of one core, the logs in memory as strings.
 *
 * <pre>
 * lines ──▶ parse ──▶ fold ──▶ findings, kept as {@code analyze} keeps them
 * </pre>
 *
 * <p>The answer is checked: the culprits found must be the commits that the logs' own last lines
 * name. Beside JMH's table it says what a line cost in memory and CPU time, warm-up included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class FoldBenchmark {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private List<List<String>> logs = List.of();
  private int next;
  private long named;
  private long read;
  private long lines;
  private long bytesBefore;
  private long nanosBefore;

  /** What JMH reports beside the number of logs: lines per second, as the average of iterations. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Counters {
    /** JMH sets it to zero before each iteration, which it does with public fields alone. */
    public long lines;
  }

  /** Reads the logs. */
  @Setup
  public void readLogs() {
    logs = SampleLogs.read();
    bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
    nanosBefore = THREADS.getCurrentThreadCpuTime();
  }

  /** One log from its first line to its end. */
  @Benchmark
  public Analysis fold(Counters counters) {
    List<String> log = logs.get(next);
    next = (next + 1) % logs.size();
    Analysis analysis = folded(log);
    counters.lines += log.size();
    lines += log.size();
    CulpritFound culprit = analysis.culprit();
    read++;
    if (culprit != null) {
      named++;
    }
    return analysis;
  }

  private static Analysis folded(List<String> log) {
    Analysis.Reader reader = new Analysis.Reader("log");
    int number = 0;
    for (String line : log) {
      number++;
      reader.read(new Input.Line(number, line, Map.of(), 0));
    }
    reader.read(new Input.End(number + 1, Map.of(), 0));
    return reader.analysis();
  }

  /** What a line cost, by this thread's own counters. */
  @TearDown
  public void sayWhatALineCost() {
    double bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
    double nanos = THREADS.getCurrentThreadCpuTime() - nanosBefore;
    System.out.printf(
        Locale.ROOT,
        "%.0f bytes allocated and %.0f ns of CPU time for a line%n",
        bytes / lines,
        nanos / lines);
  }

  /** Fails when other commits were found than the logs name. */
  @TearDown
  public void checkTheAnswer() {
    long expected = 0;
    for (long i = 0; i < read; i++) {
      if (SampleLogs.namesACommit(logs.get((int) (i % logs.size())))) {
        expected++;
      }
    }
    if (expected != named) {
      throw new IllegalStateException(
          "Wrong answer: " + named + " culprits in " + read + " logs instead of " + expected + ".");
    }
  }
}
