package firstbad.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code firstbad publish}, batch after batch; a batch whose process did not end well is published
 * again from its beginning, as whoever runs such a process does.
 */
final class Publisher implements AutoCloseable {
  private static final long PAUSE_MS = 500;

  private final Subject subject;
  private final Load load;
  private final List<String> options;
  private final Thread thread;
  private volatile boolean enough;
  private volatile @Nullable Exception failed;
  private int refused;

  private Publisher(Subject subject, Load load, List<String> options) {
    this.subject = subject;
    this.load = load;
    this.options = options;
    thread = new Thread(this::publish, subject.name());
    thread.setDaemon(true);
  }

  /**
   * @param options of the command, where Kafka is and how fast
   */
  static Publisher started(Subject subject, Load load, List<String> options) {
    Publisher publisher = new Publisher(subject, load, options);
    publisher.thread.start();
    return publisher;
  }

  Subject subject() {
    return subject;
  }

  /** How often it ended with an error of its own. */
  synchronized int refused() {
    return refused;
  }

  /** Ends with the batch that it is at. */
  void finish() throws InterruptedException {
    enough = true;
    thread.join();
    if (failed != null) {
      throw new IllegalStateException(subject.name() + " cannot go on.", failed);
    }
  }

  private void publish() {
    try {
      while (!enough) {
        List<Path> batch = load.nextBatch();
        List<String> arguments = new ArrayList<>(options);
        batch.forEach(file -> arguments.add(String.valueOf(file.getFileName())));
        publish(batch, Jvm.command("firstbad.app.Firstbad", 256, arguments));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failed = e;
    }
  }

  private void publish(List<Path> batch, List<String> command) throws InterruptedException {
    int struck = subject.struck();
    while (subject.run(command) != 0) {
      if (subject.struck() == struck) {
        synchronized (this) {
          refused++;
        }
        Thread.sleep(PAUSE_MS);
      }
      load.interrupted(batch); // its own end is a silence too
      struck = subject.struck();
    }
    if (subject.struck() != struck) {
      load.interrupted(batch);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    subject.close();
  }
}
