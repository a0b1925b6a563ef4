package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Finding;
import firstbad.schemas.Checksums;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.FindingEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BisectionGraphTest {
  private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

  // Replaced at a release by what is golden then, and never between, as the checksum beside it
  // holds.
  private static final Path RELEASED = Path.of("src/test/resources/released");
  private static final Pattern NAMED =
      Pattern.compile("(Source|Processor|Sink): (\\S+) \\((?:topics?|stores): \\[?([^\\])]*)");
  private static final Pattern KEEPS =
      Pattern.compile("\\((?:stores: \\[(?=[^\\]])|topics: \\[(?=\\S+-repartition))([^\\]]+)");

  @Test
  void the_described_topology_is_the_golden_one(@TempDir Path folder) throws IOException {
    try (BisectionTopology topology =
        new BisectionTopology(
            new TopologySettings(
                new TopologySettings.Connection("localhost:1", "mock://golden", Map.of()),
                Topics.ofDefaultPrefix(),
                "firstbad",
                folder,
                TopologySettings.Rules.shipped()))) {
      if (Boolean.getBoolean("golden.rewrite")) {
        Files.writeString(GOLDEN, topology.description(), StandardCharsets.UTF_8);
      }
      assertThat(topology.description())
          .isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }
  }

  @Test
  void what_the_last_release_names_keeps_its_name() throws IOException {
    assertThat(Checksums.of(RELEASED, ".txt"))
        .as("Only a release writes %s, and its checksum with it.", RELEASED)
        .isEqualTo(Checksums.listed(RELEASED.resolve("topology.sha256")));
    Set<String> released =
        names(Files.readString(RELEASED.resolve("topology.txt"), StandardCharsets.UTF_8));
    Set<String> now = names(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    assertThat(released).isNotEmpty();
    assertThat(now)
        .as(
            "The last release keeps state under a name that is gone: a store, an operator, a topic or a sub-topology. Its changelog or repartition topic would be left behind with all open bisections in it. Keep the old name.")
        .containsAll(released);
  }

  /** Names of stores, operators and topics, each with the number of its sub-topology. */
  private static Set<String> names(String description) {
    Set<String> names = new TreeSet<>();
    String subTopology = "";
    for (String line : description.lines().toList()) {
      Matcher named = NAMED.matcher(line);
      if (line.contains("Sub-topology:")) {
        subTopology = line.strip();
      } else if (named.find()) {
        names.add(subTopology + " " + named.group(1) + " " + named.group(2));
        for (String part : named.group(3).split(",", -1)) {
          names.add(subTopology + " " + named.group(2) + " uses " + part.strip());
        }
      }
    }
    return names;
  }

  @Test
  void the_topics_that_keep_state_are_those_of_the_graph_and_of_no_other_application()
      throws IOException {
    Set<String> kept = new TreeSet<>();
    Matcher keeps = KEEPS.matcher(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    while (keeps.find()) {
      for (String name : keeps.group(1).split(", ", -1)) {
        kept.add("firstbad-" + name + (name.endsWith("-repartition") ? "" : "-changelog"));
      }
    }
    assertThat(KeptTopics.names("firstbad")).isEqualTo(kept);
  }

  @Test
  void every_kind_of_finding_is_sent_in_one_way() {
    assertThat(FindingEncoder.WAYS.keySet())
        .isEqualTo(Set.<Class<?>>of(Finding.class.getPermittedSubclasses()));
  }
}
