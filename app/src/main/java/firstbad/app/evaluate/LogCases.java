package firstbad.app.evaluate;

import firstbad.app.analyze.Inputs;
import firstbad.app.analyze.LogInput;
import firstbad.app.analyze.LogReading;
import firstbad.app.analyze.Progress;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Sentences;
import firstbad.app.story.Story;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.parameters.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Bisections from finished logs, read on all cores, in the order of the inputs. */
public final class LogCases {
  private static final Assessor SHIPPED = new Assessor(Parameters.shipped());

  private final List<Case> cases = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private LogCases() {}

  /** What was read. */
  public List<Case> cases() {
    return cases;
  }

  /** One sentence for each input that failed. */
  public List<String> complaints() {
    return complaints;
  }

  /** Reads what the arguments name, as {@code analyze} does. */
  public static LogCases read(List<String> arguments, ProgressOf progressOf)
      throws InterruptedException {
    LogCases read = new LogCases();
    ExecutorService readers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (Inputs inputs = new Inputs(System.in)) {
      arguments.forEach(inputs::add);
      read.complaints.addAll(inputs.failed());
      Progress progress = progressOf.of(inputs.logs().size());
      List<Future<LogCases>> all =
          inputs.logs().stream().map(log -> readers.submit(() -> one(log))).toList();
      for (Future<LogCases> each : all) {
        LogCases one = each.get();
        read.cases.addAll(one.cases);
        read.complaints.addAll(one.complaints);
        progress.step();
      }
      progress.clear();
    } catch (IOException e) {
      read.complaints.add("An archive cannot be closed: " + Sentences.reason(e) + ".");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      readers.shutdownNow();
    }
    return read;
  }

  /** Shows how far reading has come. */
  public interface ProgressOf {
    Progress of(int logs);
  }

  private static LogCases one(LogInput log) {
    LogCases one = new LogCases();
    try {
      List<Story> stories = new ArrayList<>();
      LogReading.read(log, SHIPPED, stories::add);
      stories.stream().map(Case::of).filter(Objects::nonNull).forEach(one.cases::add);
    } catch (NoBisectionLog e) {
      one.complaints.add(e.sentence(DisplayText.visible(log.file())));
    } catch (IOException e) {
      one.complaints.add(
          DisplayText.visible(log.file()) + " cannot be read: " + Sentences.reason(e) + ".");
    }
    return one;
  }
}
