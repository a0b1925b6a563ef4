package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Finding;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.FindingEncoder;
import firstbad.topology.assemble.SilenceLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BisectionGraphTest {
  private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

  @Test
  void the_described_topology_is_the_golden_one(@TempDir Path folder) throws IOException {
    try (BisectionTopology topology =
        new BisectionTopology(
            new TopologySettings(
                "localhost:1",
                "mock://golden",
                Topics.ofDefaultPrefix(),
                "firstbad",
                folder,
                SilenceLimits.DEFAULT,
                Map.of()))) {
      if (Boolean.getBoolean("golden.rewrite")) {
        Files.writeString(GOLDEN, topology.description(), StandardCharsets.UTF_8);
      }
      assertThat(topology.description())
          .isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }
  }

  @Test
  void every_kind_of_finding_is_sent_in_one_way() {
    assertThat(FindingEncoder.WAYS.keySet())
        .isEqualTo(Set.<Class<?>>of(Finding.class.getPermittedSubclasses()));
  }
}
