package firstbad.topology.read;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Asks Kafka every three seconds whether it is there: where no line comes and none is to be
 * committed, nothing else would notice that it is not. Safe for use by several threads.
 */
public final class BrokerWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(3);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final LateAdmin admin;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "firstbad-broker-watch");
            made.setDaemon(true);
            return made;
          });
  private volatile long answeredAt; // of the nano clock; 0 before the first question

  /**
   * @param admins opens what Kafka is asked with, when it is first needed
   */
  public BrokerWatch(Supplier<Admin> admins) {
    this.admin = new LateAdmin(admins);
  }

  /** Begins to ask. Kafka has just answered. */
  public void start() {
    answered();
    var unused =
        thread.scheduleWithFixedDelay(
            this::ask, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Milliseconds since Kafka has answered, some thousand while all is well; 0 before the start. */
  public long silentMillis() {
    long at = answeredAt;
    return at == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(Math.max(0, System.nanoTime() - at));
  }

  private void answered() {
    long now = System.nanoTime();
    answeredAt = now == 0 ? 1 : now;
  }

  private void ask() {
    try {
      var unused =
          admin
              .get()
              .describeCluster(
                  new DescribeClusterOptions().timeoutMs((int) ANSWER_WITHIN.toMillis()))
              .nodes()
              .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      answered();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof RetriableException)) {
        answered(); // a refusal is an answer
      }
    } catch (TimeoutException | RuntimeException e) {
      // said by the time that passes
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close();
  }
}
