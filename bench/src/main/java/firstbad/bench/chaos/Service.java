package firstbad.bench.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * A process that is always to run: whoever kills it, and when it ends by itself, it starts again.
 */
final class Service implements AutoCloseable {
  private static final long PAUSE_MS = 1000;

  private final Subject subject;
  private final Thread thread;
  private final List<String> lastWords = new ArrayList<>();

  private Service(Subject subject, List<String> command) {
    this.subject = subject;
    thread = new Thread(() -> keep(command), subject.name());
    thread.setDaemon(true);
  }

  static Service started(Subject subject, List<String> command) {
    Service service = new Service(subject, command);
    service.thread.start();
    return service;
  }

  Subject subject() {
    return subject;
  }

  /** What it said last each time it ended by itself. */
  List<String> lastWords() {
    synchronized (lastWords) {
      return List.copyOf(lastWords);
    }
  }

  private void keep(List<String> command) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        subject.run(command);
        if (!subject.held()) {
          String printed = subject.printed().strip();
          synchronized (lastWords) {
            lastWords.add(printed.substring(printed.lastIndexOf('\n') + 1));
          }
          Thread.sleep(PAUSE_MS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    subject.close();
  }
}
