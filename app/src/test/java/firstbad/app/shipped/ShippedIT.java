package firstbad.app.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The archive as it was just built: what it holds, and what it says of what it holds. */
class ShippedIT {
  private static final String SBOM = "sbom.cdx.json";

  private static final Map<String, Integer> modes = new HashMap<>();
  private static final Map<String, byte[]> texts = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (InputStream file = Files.newInputStream(Path.of(System.getProperty("archive")));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(file)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().replaceFirst("^firstbad-[^/]+/", "");
        modes.put(name, entry.getMode() & 0777);
        if (entry.isFile() && !name.endsWith(".jar")) {
          texts.put(name, tar.readAllBytes());
        }
      }
    }
  }

  @Test
  void everything_that_belongs_to_it_is_there() {
    assertThat(texts)
        .containsOnlyKeys(
            "bin/firstbad", "LICENSE", "README.md", "CHANGELOG.md", "THIRD-PARTY.txt", SBOM);
    assertThat(modes).containsEntry("bin/firstbad", 0755).containsEntry("LICENSE", 0644);
    assertThat(jars()).hasSizeGreaterThan(50).anyMatch(jar -> jar.startsWith("firstbad-app-"));
  }

  @Test
  void the_list_of_licences_names_every_jar_of_others_and_says_what_ours_is_made_of() {
    Set<String> listed =
        text("THIRD-PARTY.txt")
            .lines()
            .filter(line -> line.endsWith(".jar"))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> ofOthers = jars();
    ofOthers.removeIf(jar -> jar.startsWith("firstbad-"));
    assertThat(listed).isEqualTo(ofOthers);
    assertThat(text("THIRD-PARTY.txt")).contains("firstbad-confluent-serializer, is made of");
  }

  @Test
  void the_bill_of_materials_names_every_jar_and_no_other() throws IOException {
    JsonNode bill = new ObjectMapper().readTree(text(SBOM));
    Set<String> billed = new TreeSet<>();
    billed.add(jar(bill.path("metadata").path("component")));
    bill.path("components").forEach(component -> billed.add(jar(component)));

    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(billed).isEqualTo(jars());
  }

  @Test
  void who_builds_on_events_or_publisher_gets_sources_and_javadoc() throws IOException {
    for (String module : new String[] {"schemas", "publisher"}) {
      try (Stream<Path> built = Files.list(Path.of("..", module, "target"))) {
        assertThat(built.map(file -> file.getFileName().toString()))
            .anyMatch(name -> name.matches("firstbad-" + module + "-.*-sources\\.jar"))
            .anyMatch(name -> name.matches("firstbad-" + module + "-.*-javadoc\\.jar"));
      }
    }
  }

  private static Set<String> jars() {
    return modes.keySet().stream()
        .filter(name -> name.startsWith("lib/") && name.endsWith(".jar"))
        .map(name -> name.substring("lib/".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String jar(JsonNode component) {
    return component.path("name").asText() + "-" + component.path("version").asText() + ".jar";
  }

  private static String text(String name) {
    return new String(texts.get(name), StandardCharsets.UTF_8);
  }
}
