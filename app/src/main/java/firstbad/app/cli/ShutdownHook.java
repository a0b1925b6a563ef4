package firstbad.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end its work properly when it is interrupted (Ctrl-C, SIGTERM), with the exit code
 * that it chooses itself. The work asks {@link #requested} now and then; a read that blocks is
 * interrupted after a moment, and work that was stopRequested is not, since it closes what it
 * holds.
 */
public final class ShutdownHook {
  private static final long MOMENT_MS = 1000;

  private final CountDownLatch done = new CountDownLatch(1);
  private final long longestMs = StopTime.ofProcess().toMillis();
  private boolean requested;
  private boolean stopRequested;
  private volatile int code = ExitCode.FAILED;

  /** Whether the work is to end; who gets true is not interrupted any more. */
  public synchronized boolean requested() {
    stopRequested = requested;
    return requested;
  }

  /**
   * Does the work on this thread.
   *
   * @param out flushed before the process ends
   * @return its exit code
   */
  public int during(Callable<Integer> work, PrintWriter out) throws Exception {
    Thread worker = Thread.currentThread();
    Thread hook = new Thread(() -> end(worker), "firstbad-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      code = work.call();
      return code;
    } finally {
      out.flush();
      done.countDown();
      forget(hook);
    }
  }

  private void end(Thread worker) {
    request();
    try {
      if (!done.await(MOMENT_MS, TimeUnit.MILLISECONDS)) {
        interruptUnlessTold(worker);
        boolean unused = done.await(longestMs, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Only this gives the process an exit code of ours; System.exit would wait for this hook.
    Runtime.getRuntime().halt(code);
  }

  private synchronized void request() {
    requested = true;
  }

  private synchronized void interruptUnlessTold(Thread worker) {
    if (!stopRequested) {
      worker.interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is running: the process is about to end
    }
  }
}
