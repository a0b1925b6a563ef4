package firstbad.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A short bad day; {@code bench/run chaos} has longer ones. */
@Tag("slow")
class ChaosTest {
  @TempDir private Path folder = Path.of("");

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void every_kind_of_trouble_once_and_nothing_is_lost_doubled_early_or_wrong() {
    int code =
        new CommandLine(new Chaos())
            .execute("--each-once", "--gap", "3000", "--folder", folder.toString());

    assertThat(code).as("what it printed says more").isZero();
  }
}
