package firstbad.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** A part of the process that can be measured and that can fail. */
public interface Part {

  /** One word, as health says it. */
  String name();

  /** Registers its series, once. */
  void bind(MeterRegistry registry);

  /** Why it will never go on by itself; empty while it lives. One sentence. */
  default Optional<String> dead() {
    return Optional.empty();
  }

  /** What deserves a look while it does its work; empty when nothing does. One sentence. */
  default Optional<String> remark() {
    return Optional.empty();
  }

  /** Why it does not do its work yet, or at the moment; empty when it does. One sentence. */
  default Optional<String> notReady() {
    return Optional.empty();
  }
}
