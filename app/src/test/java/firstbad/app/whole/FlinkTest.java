package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Logs;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.CulpritFound;
import firstbad.publisher.LogPublisher;
import firstbad.schemas.Topic;
import firstbad.testing.FetchedJars;
import firstbad.topology.BisectionTopology;
import firstbad.topology.TopologySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables of Flink SQL are made, and read, by Flink in a process of its own, with a cluster
 * inside it.
 */
@Tag("slow")
@Tag("long")
class FlinkTest {
  private static final Path PROGRAM = Path.of("src/test/flink/RunSql.java");
  private static final Path SQL = Path.of("../schemas/flink/firstbad.sql");
  private static final Pattern TABLE = Pattern.compile("(?m)^CREATE TABLE (\\w+)");

  /** A row of a result: what it does to the table, and its columns. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| +([+-][IUD]) \\| (.*) \\|$");

  @TempDir private static Path folder = Path.of("");

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void culprits_are_counted_by_level_and_every_table_can_be_read() throws Exception {
    List<Path> classPath = classPath();
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        Pipeline pipeline = new Pipeline(kafka);
        BisectionTopology topology = new BisectionTopology(settings(kafka, pipeline))) {
      topology.start();
      publish(pipeline);
      pipeline.awaitAllRead();
      Map<String, Long> expected = new TreeMap<>();
      for (CulpritFound each : pipeline.topics().committed(Topic.CULPRITS, CulpritFound.class)) {
        expected.merge(each.getAssessment().getLevel().name(), 1L, Long::sum);
      }
      assertThat(expected).isNotEmpty();

      String tables =
          Files.readString(SQL)
              .replace("localhost:9092", kafka.bootstrapServers())
              .replace("http://localhost:8081", kafka.registryUrl());
      Map<String, Long> counted = counted(flink(classPath, tables, documentedQuery()));
      assertThat(counted).isEqualTo(expected);

      List<String> names = TABLE.matcher(tables).results().map(found -> found.group(1)).toList();
      StringBuilder queries = new StringBuilder();
      for (String name : names) {
        queries.append("SELECT '%s', COUNT(*) FROM %s;%n".formatted(name, name));
      }
      assertThat(names).hasSizeGreaterThan(10);
      Map<String, Long> rows = counted(flink(classPath, tables, queries.toString()));
      assertThat(rows)
          .containsEntry("culprits", expected.values().stream().mapToLong(each -> each).sum())
          .containsKeys("bisections", "revisions", "assessments", "crash_counts", "suspects");
    }
  }

  private static TopologySettings settings(EmbeddedKafka kafka, Pipeline pipeline) {
    return new TopologySettings(
        new TopologySettings.Connection(
            kafka.bootstrapServers(), kafka.registryUrl(), new HashMap<>()),
        pipeline.topics().names(),
        "firstbad.topology",
        folder.resolve("state"),
        TopologySettings.Rules.shipped());
  }

  private static void publish(Pipeline pipeline) throws IOException {
    try (LogPublisher publisher = pipeline.publisher();
        Stream<Path> cases = Files.list(Path.of("src/test/resources/firstbad/app/whole/cases"))) {
      for (String id : List.of("one", "two")) {
        publisher.publish(id, Map.of("manager", "ci"), Logs.hidrawRelease());
      }
      for (Path log : cases.filter(each -> each.toString().contains("own-title-once")).toList()) {
        String text = Files.readString(log, StandardCharsets.UTF_8);
        publisher.publish("three", Map.of(), Logs.lines(text));
      }
    }
  }

  private static String documentedQuery() throws IOException {
    String page = Files.readString(Path.of("../docs/sql.md"));
    int begin = page.indexOf("SELECT assessment.`level`");
    return page.substring(begin, page.indexOf("```", begin));
  }

  /** What the last rows for each name say: the result is printed as it changes. */
  private static Map<String, Long> counted(String said) {
    Map<String, Long> counted = new TreeMap<>();
    Matcher row = ROW.matcher(said);
    while (row.find()) {
      String[] columns = row.group(2).split("\\|", -1);
      if (row.group(1).startsWith("+")) {
        counted.put(columns[0].strip(), Long.parseLong(columns[1].strip()));
      }
    }
    assertThat(counted).as(said).isNotEmpty();
    return counted;
  }

  /** Reads up to what is there now, since a query of a stream has no end. */
  private static String flink(List<Path> classPath, String tables, String queries)
      throws Exception {
    String bounded =
        tables.replaceAll(
            "('connector' = '(?:upsert-)?kafka',)", "$1 'scan.bounded.mode' = 'latest-offset',");
    Path script = Files.writeString(folder.resolve("script.sql"), bounded + queries);
    Path said = folder.resolve("said.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opened : List.of("lang", "lang.reflect", "net", "nio", "text", "time", "util")) {
      command.addAll(List.of("--add-opens", "java.base/java." + opened + "=ALL-UNNAMED"));
    }
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx1g",
            "-cp",
            String.join(":", classPath.stream().map(Path::toString).toList()),
            PROGRAM.toAbsolutePath().toString(),
            script.toString()));
    int code =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    String printed = Files.readString(said);
    assertThat(code).as(printed).isZero();
    return printed;
  }

  /**
   * -Dflink.version and -Dflink.kafka.version choose another Flink than the one that its pom names.
   */
  private static List<Path> classPath() throws Exception {
    List<String> versions =
        Stream.of("flink.version", "flink.kafka.version")
            .filter(name -> System.getProperty(name) != null)
            .map(name -> "-D" + name + "=" + System.getProperty(name))
            .toList();
    return FetchedJars.of(Path.of("src/test/flink/pom.xml"), folder, versions);
  }
}
