package firstbad.bench.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Carries a plan out on a stage. */
final class PlanRunner {
  private final Stage stage;
  private final Recovery recovery;
  private final boolean oneByOne;
  private final Consumer<String> report;
  private final Map<String, Integer> counts = new TreeMap<>();
  private int kills;

  /**
   * @param oneByOne whether each strike waits until the one before it is not felt any more
   * @param report of each strike, as a line
   */
  PlanRunner(Stage stage, Recovery recovery, boolean oneByOne, Consumer<String> report) {
    this.stage = stage;
    this.recovery = recovery;
    this.oneByOne = oneByOne;
    this.report = report;
  }

  /** Strikes to the end of the plan, and waits until all is mended. */
  void carryOut(StrikePlan plan) throws InterruptedException, ExecutionException {
    ExecutorService hands = Executors.newCachedThreadPool();
    List<Future<?>> strikes = new ArrayList<>();
    long began = System.nanoTime();
    try {
      for (Strike strike : plan.strikes()) {
        sleepUntil(began, strike.at());
        report.accept(strike.toString());
        counts.merge(strike.kind(), 1, Integer::sum);
        kills += strike.trouble().kills() ? strike.targets().size() : 0;
        recovery.begins(strike.kind());
        Future<?> done =
            hands.submit(
                () -> {
                  strike(strike);
                  return null;
                });
        strikes.add(done);
        if (oneByOne) {
          done.get();
          recovery.awaitNone();
        }
      }
      sleepUntil(began, plan.millis());
      for (Future<?> strike : strikes) {
        strike.get();
      }
    } finally {
      hands.shutdownNow();
    }
  }

  /** How many processes were killed by SIGKILL. */
  int kills() {
    return kills;
  }

  /** How many strikes there were, by kind. */
  Map<String, Integer> counts() {
    return counts;
  }

  private static void sleepUntil(long began, long millis) throws InterruptedException {
    long left = millis - (System.nanoTime() - began) / 1_000_000;
    if (left > 0) {
      Thread.sleep(left);
    }
  }

  private void strike(Strike strike) throws InterruptedException, IOException {
    List<Subject> subjects = new ArrayList<>();
    for (String target : strike.targets()) {
      subjects.add(stage.named(target));
    }
    for (Subject subject : subjects) {
      begin(strike.trouble(), subject);
    }
    Thread.sleep(strike.lasting());
    for (Subject subject : subjects) {
      end(strike.trouble(), subject);
    }
  }

  private void begin(Fault trouble, Subject subject) throws InterruptedException, IOException {
    switch (trouble) {
      case KILL -> subject.kill();
      case FREEZE -> subject.freeze();
      case RESTART -> subject.stop();
      case FULL -> volume(subject).fill();
      case READ_ONLY -> {
        subject.kill();
        volume(subject).writable(false);
        subject.letGo();
      }
      case DAMAGED -> {
        subject.stop();
        volume(subject).damage();
      }
      case EMPTIED -> {
        subject.kill();
        volume(subject).empty();
      }
    }
  }

  private void end(Fault trouble, Subject subject) throws InterruptedException, IOException {
    switch (trouble) {
      case FREEZE -> subject.thaw();
      case FULL -> volume(subject).makeRoom();
      case READ_ONLY -> volume(subject).writable(true);
      default -> subject.letGo();
    }
  }

  private StateVolume volume(Subject subject) {
    return stage.volume(subject.name()).orElseThrow();
  }
}
