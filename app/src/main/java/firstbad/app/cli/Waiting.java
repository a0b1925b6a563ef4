package firstbad.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Says what a command waits for where that takes more than a moment. */
public final class Waiting {
  private static final Duration MOMENT = Duration.ofSeconds(3);

  /**
   * Does something that may have to wait.
   *
   * @param what it waits for: {@code Kafka at localhost:9092}
   */
  public static <T> T during(String what, PrintWriter err, Supplier<T> task) {
    return during(
        what,
        err,
        task,
        CompletableFuture.delayedExecutor(MOMENT.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Does something that begins with an answer of Kafka's. */
  public static <T> T forKafka(KafkaOptions kafka, PrintWriter err, Supplier<T> task) {
    return during("Kafka at " + kafka.bootstrapServers(), err, task);
  }

  /** Does something that begins with an answer of Kafka's and of the registry's. */
  public static <T> T forRegistry(KafkaOptions kafka, PrintWriter err, Supplier<T> task) {
    return during(
        "Kafka at %s, or for the registry".formatted(kafka.bootstrapServers()), err, task);
  }

  /**
   * The same.
   *
   * @param later runs after a moment
   */
  static <T> T during(String what, PrintWriter err, Supplier<T> task, Executor later) {
    AtomicBoolean waits = new AtomicBoolean(true);
    later.execute(
        () -> {
          if (waits.get()) {
            err.println("firstbad: Waiting for " + what + " ...");
            err.flush();
          }
        });
    try {
      return task.get();
    } finally {
      waits.set(false);
    }
  }

  private Waiting() {}
}
