package firstbad.app.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a process of its own, laid out as in the archive. */
@Tag("slow")
class ArchiveTest {
  private static final int SECONDS = 900;

  @TempDir private static Path home = Path.of("");

  @BeforeAll
  static void layOutTheArchive() throws IOException {
    Path script = Path.of("src/main/bin/firstbad");
    assertThat(script).as("run from the module's folder").exists();
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.copy(script, home.resolve("bin/firstbad"));
    assertThat(home.resolve("bin/firstbad").toFile().setExecutable(true)).isTrue();
    String classPath = System.getProperty("java.class.path");
    for (String entry : Pattern.compile(File.pathSeparator).splitAsStream(classPath).toList()) {
      Path path = Path.of(entry);
      if (entry.endsWith(".jar")) {
        link(path, home.resolve("lib").resolve(path.getFileName()));
      } else if (entry.endsWith("target/classes")) {
        jar(path, home.resolve("lib"));
      }
    }
  }

  @Test
  void analyzeReadsALog() throws Exception {
    Run run = run("analyze", "-f", "json", sample().toString());

    assertThat(run.code).as(run.err).isZero();
    assertThat(run.out).contains("\"commit\":\"e4b8954074f6d0db01c8c97d338a67f9389c042f\"");
    assertThat(run.err).isEmpty();
  }

  @Test
  void analyzeLoadsNoClassOfKafka() throws Exception {
    Run run = run("FIRSTBAD_JAVA_OPTS", "-Xlog:class+load", "analyze", sample().toString());

    assertThat(run.code).as(run.err).isZero();
    assertThat(run.out).contains("firstbad.app.analyze.Analyze");
    assertThat(run.out.lines()).filteredOn(line -> line.contains("org.apache.kafka.")).isEmpty();
  }

  @Test
  void demoShowsTheSampleLogAndEnds() throws Exception {
    Run run =
        run("FIRSTBAD_JAVA_OPTS", "-XX:TieredStopAtLevel=1", "demo", "--exit", "--speed", "0");

    assertThat(run.code).as(run.err).isZero();
    assertThat(run.out)
        .contains("e4b8954074f6d0db01c8c97d338a67f9389c042f")
        .contains("16 revisions were tested")
        .contains("Crash counts for 9f7fb8de5d9b:")
        .contains("12 runs  general protection fault in hidraw_release")
        .contains(" 3 runs  KASAN: use-after-free Read in hidraw_release")
        .contains(" 5 runs  OK")
        .contains("From step 5 (38970eac41db) on");
  }

  @Test
  void aClassArchiveIsUsedByWhatRunsForLongAndATornOneIsIgnored() throws Exception {
    Path classes = home.resolve("classes.lst");
    Path archive = home.resolve("firstbad.jsa");
    String shared = "firstbad.app.serve.ServerCommand source: shared objects file";
    String log = "-Xlog:class+load";
    try {
      run("FIRSTBAD_JAVA_OPTS", "-XX:DumpLoadedClassList=" + classes, "server", "--help");
      Path made = home.resolve("firstbad.jsa.new");
      String dump =
          "-Xshare:dump -XX:SharedClassListFile=" + classes + " -XX:SharedArchiveFile=" + made;
      Run making = run("FIRSTBAD_JAVA_OPTS", dump, "server");
      assertThat(making.code).as(making.out + making.err).isZero();
      Files.move(made, archive);

      assertThat(run("FIRSTBAD_JAVA_OPTS", log, "server", "--help").out).contains(shared);
      assertThat(run("FIRSTBAD_JAVA_OPTS", log, "analyze", "--help").out)
          .contains("firstbad.app.Firstbad")
          .doesNotContain("firstbad.app.Firstbad source: shared objects file");

      for (double share : List.of(0.9, 0.5, 0.0)) {
        byte[] whole = Files.readAllBytes(archive);
        assertThat(archive.toFile().setWritable(true)).isTrue();
        Files.write(archive, Arrays.copyOf(whole, (int) (share * whole.length)));
        Run torn = run("FIRSTBAD_JAVA_OPTS", log, "server", "--help");
        assertThat(torn.code).as(torn.out + torn.err).isZero();
        assertThat(torn.err).isEmpty();
        assertThat(torn.out)
            .contains("firstbad.app.serve.ServerCommand")
            .doesNotContain(shared, "[warning]");
      }
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  @Test
  void whatASentenceAdvisesCanBeTypedAsItStands() throws Exception {
    Run run = run("analyse");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err).contains("'" + home.resolve("bin/firstbad") + " --help' explains it.");
  }

  @Test
  void aJavaThatIsTooOldOrMissingIsSaid() throws Exception {
    Path old = home.resolve("jdk8");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 9\n");
    assertThat(old.resolve("bin/java").toFile().setExecutable(true)).isTrue();
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"1.8.0_402\"\n");

    Run tooOld = run("JAVA_HOME", old.toString(), "--version");
    Run missing = run("JAVA_HOME", home.resolve("nowhere").toString(), "--version");

    assertThat(tooOld.code).isEqualTo(1);
    assertThat(tooOld.err).startsWith("firstbad: Java 17 or newer is needed, but ").contains("8");
    assertThat(missing.code).isEqualTo(1);
    assertThat(missing.err).contains("there is no bin/java in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topology",
        "server",
        "up",
        "deliver plan.yaml",
        "replay --to-prefix x",
        "--memory 2g demo"
      })
  void theMemoryHoldsForWhatRunsForLong(String line) throws Exception {
    Path echo = home.resolve("echo");
    Files.createDirectories(echo.resolve("bin"));
    Files.writeString(echo.resolve("bin/java"), "#!/bin/sh\necho \"$@\"\n");
    assertThat(echo.resolve("bin/java").toFile().setExecutable(true)).isTrue();
    Files.writeString(echo.resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");
    List<String> words = new ArrayList<>(List.of("JAVA_HOME", echo.toString()));
    words.addAll(List.of(line.split(" ", -1)));
    if (!line.contains("--memory")) {
      words.add("--memory=2g");
    }

    Run run = run(words.toArray(String[]::new));

    assertThat(run.out)
        .contains("-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError", "-Xmx1048576k")
        .contains(line);
  }

  private static Path sample() {
    return Path.of("src/main/resources/firstbad/app/local/hidraw-release.txt").toAbsolutePath();
  }

  private record Run(int code, String out, String err) {}

  /** Runs the command; a first argument in capitals is a variable, and the second its value. */
  private static Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/firstbad").toString()));
    boolean variable = arguments[0].matches("[A-Z_]+");
    command.addAll(List.of(arguments).subList(variable ? 2 : 0, arguments.length));
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    if (variable) {
      builder.environment().put(arguments[0], arguments[1]);
    }
    Process process = builder.start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static void link(Path jar, Path name) throws IOException {
    if (Files.notExists(name)) {
      Files.createSymbolicLink(name, jar.toAbsolutePath());
    }
  }

  /** With entries for the folders as well: the database's migrations are looked for in one. */
  private static void jar(Path classes, Path lib) throws IOException {
    Path absolute = classes.toAbsolutePath();
    Path jar = lib.resolve("firstbad-" + absolute.getName(absolute.getNameCount() - 3) + ".jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(each -> !each.equals(classes)).toList()) {
        boolean folder = Files.isDirectory(file);
        zip.putNextEntry(new ZipEntry(classes.relativize(file) + (folder ? "/" : "")));
        if (!folder) {
          Files.copy(file, zip);
        }
      }
    }
  }
}
