package firstbad.topology.read;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** What Kafka is asked with, opened when it is first needed. Safe for use by several threads. */
final class LateAdmin implements AutoCloseable {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Supplier<Admin> opened;
  private @Nullable Admin admin;

  LateAdmin(Supplier<Admin> opened) {
    this.opened = opened;
  }

  synchronized Admin get() {
    Admin open = admin;
    if (open == null) {
      open = opened.get();
      admin = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(CLOSE_WITHIN);
    }
  }
}
