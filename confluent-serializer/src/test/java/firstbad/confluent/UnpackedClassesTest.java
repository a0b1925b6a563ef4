package firstbad.confluent;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnpackedClassesTest {

  /** One line of jdeps: a class, a class it refers to, and where that one was found. */
  private static final Pattern REFERENCE = Pattern.compile("(?m)^ +(\\S+) +-> (\\S+) +(.+)$");

  /** A socket of Bouncy Castle, which is looked at only where that is in use. */
  private static final String OPTIONAL = "org.bouncycastle.jsse.BCSSLSocket";

  private final Path classes = codeSource(KafkaAvroSerializer.class);

  @Test
  void no_class_clashes_with_those_of_kafka_avro_or_slf4j() throws IOException {
    assertThat(packagesIn(classes)).isNotEmpty().allSatisfy(UnpackedClassesTest::isOurs);
  }

  @Test
  void nor_does_any_in_a_jar_that_was_packaged_from_them() throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(classes.resolveSibling("."))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    for (Path jar : jars) {
      try (var contents = FileSystems.newFileSystem(jar)) {
        assertThat(packagesIn(contents.getPath("/")))
            .isNotEmpty()
            .allSatisfy(UnpackedClassesTest::isOurs);
      }
    }
  }

  @Test
  void everything_that_confluents_classes_can_reach_is_there() {
    Map<String, Set<String>> references = new HashMap<>();
    Set<String> absent = new HashSet<>();
    Matcher line = REFERENCE.matcher(jdeps());
    while (line.find()) {
      references.computeIfAbsent(line.group(1), any -> new HashSet<>()).add(line.group(2));
      if (line.group(3).equals("not found")) {
        absent.add(line.group(2));
      }
    }
    Set<String> reached =
        references.keySet().stream()
            .filter(name -> name.startsWith("io.confluent."))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(reached).hasSizeGreaterThan(100);
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (String next : references.getOrDefault(open.pop(), Set.of())) {
        if (reached.add(next)) {
          open.push(next);
        }
      }
    }
    reached.retainAll(absent);
    // An annotation whose class is missing is ignored by the JVM.
    reached.removeIf(name -> name.contains(".annotations."));
    assertThat(reached).containsExactly(OPTIONAL);
  }

  @Test
  void the_licence_of_what_was_unpacked_is_kept() {
    assertThat(classes.resolve("META-INF/confluent-serializer/LICENSE"))
        .content()
        .contains("Apache License");
    assertThat(classes.resolve("META-INF/confluent-serializer/NOTICE")).isNotEmptyFile();
  }

  private String jdeps() {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    String others =
        Stream.of(
                org.apache.kafka.clients.producer.Producer.class,
                org.apache.avro.Schema.class,
                org.slf4j.Logger.class)
            .map(type -> codeSource(type).toString())
            .collect(Collectors.joining(System.getProperty("path.separator")));
    int result =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                printer,
                printer,
                "--multi-release=17",
                "-filter:none",
                "-verbose:class",
                "-cp",
                others,
                classes.toString());
    assertThat(result).as(out.toString()).isZero();
    return out.toString();
  }

  private static void isOurs(String folder) {
    assertThat(folder)
        .matches("io/confluent/kafka(/.*)?|org/apache/pinot/shaded/com/(fasterxml|google)/.*");
  }

  private static Set<String> packagesIn(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> root.relativize(file.getParent()).toString().replace('\\', '/'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Path codeSource(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
