package firstbad.app.deliver.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The end of what a command prints, which is also passed on as it comes. */
final class Tail {
  private final byte[] ring = new byte[Attempt.OUTPUT_BYTES];
  private long written;

  /** Reads a stream to its end on a thread of its own. */
  Thread reading(InputStream from, Consumer<String> passOn) {
    Thread thread = new Thread(() -> read(from, passOn), "firstbad-command-output");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void read(InputStream from, Consumer<String> passOn) {
    byte[] buffer = new byte[8192];
    try (from) {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        append(buffer, read);
        passOn.accept(new String(buffer, 0, read, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // the command was killed
    }
  }

  private synchronized void append(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      ring[(int) (written++ % ring.length)] = bytes[i];
    }
  }

  /** What is kept, as text. */
  synchronized String text() {
    int kept = (int) Math.min(written, ring.length);
    byte[] bytes = new byte[kept];
    for (int i = 0; i < kept; i++) {
      bytes[i] = ring[(int) ((written - kept + i) % ring.length)];
    }
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }
}
