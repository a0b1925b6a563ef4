package firstbad.bench.structure;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What keeps the project readable, in numbers; {@code ./check} prints the table. What is longer
 * than usual says why in its first comment, by a sentence with "long" or "longer" and "since".
 */
class StructureTest {
  private static final int METHOD_LINES = 40;
  private static final int METHOD_LINES_P90 = 15;
  private static final int FILE_LINES = 300;
  private static final Pattern REASON = Pattern.compile("(?is)\\blong(er)?\\b.*\\bsince\\b");

  private static List<SourceFile> main = List.of();
  private static List<SourceFile> test = List.of();
  private static List<WebFile> web = List.of();
  private static List<Set<String>> circles = List.of();

  @BeforeAll
  static void measure() throws IOException {
    main = SourceFile.all("main");
    test = SourceFile.all("test");
    web = WebFile.all();
    circles = new ArrayList<>();
    for (Path module : main.stream().map(file -> file.path().getName(0)).distinct().toList()) {
      circles.addAll(ClassCircles.in(Path.of("..").resolve(module).resolve("target/classes")));
    }
    String table = table();
    Files.writeString(Path.of("target", "structure.txt"), table);
    System.out.print(table);
  }

  private static String table() {
    Sizes mainFiles = Sizes.of(main, SourceFile::lines);
    Sizes testFiles = Sizes.of(test, SourceFile::lines);
    return row("", "count", "lines", "median", "p90", "max")
        + row("files, main", mainFiles)
        + row("files, test", testFiles)
        + row("files, page", Sizes.of(web, WebFile::lines))
        + row("methods, main", Sizes.of(methods(main), SourceMethod::lines))
        + row("methods, test", Sizes.of(methods(test), SourceMethod::lines))
        + row("circles of classes", circles.size() + "")
        + row("lines, test : main", ratio(testFiles.sum(), mainFiles.sum()));
  }

  private static String row(String what, Sizes sizes) {
    return row(
        what,
        sizes.count() + "",
        sizes.sum() + "",
        sizes.percentile(50) + "",
        sizes.percentile(90) + "",
        sizes.max() + "");
  }

  private static String row(String what, String... cells) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-20s", what));
    for (String cell : cells) {
      row.append(String.format(Locale.ROOT, "%8s", cell));
    }
    return row.append('\n').toString();
  }

  private static String ratio(int part, int whole) {
    return String.format(Locale.ROOT, "%.2f", (double) part / whole);
  }

  private static List<SourceMethod> methods(List<SourceFile> files) {
    return files.stream().flatMap(file -> file.methods().stream()).toList();
  }

  @Test
  void a_long_file_says_why() {
    Stream<String> code =
        main.stream()
            .filter(file -> file.lines() > FILE_LINES)
            .filter(file -> !REASON.matcher(file.comment()).find())
            .map(file -> file.path() + ", " + file.lines() + " lines");
    Stream<String> page =
        web.stream()
            .filter(file -> file.lines() > FILE_LINES)
            .filter(file -> !REASON.matcher(file.comment()).find())
            .map(file -> file.path() + ", " + file.lines() + " lines");
    assertThat(Stream.concat(code, page))
        .as("files of more than 300 lines whose first comment says no '... long, since ...'")
        .isEmpty();
  }

  @Test
  void a_long_method_says_why() {
    Stream<String> unexplained =
        main.stream()
            .flatMap(
                file ->
                    file.methods().stream()
                        .filter(method -> method.lines() > METHOD_LINES)
                        .filter(method -> !REASON.matcher(method.comment()).find())
                        .map(method -> file.path() + ":" + method.line() + " " + method.name()));
    assertThat(unexplained)
        .as("methods of more than 40 lines whose first comment says no '... long, since ...'")
        .isEmpty();
  }

  @Test
  void most_methods_are_short() {
    assertThat(Sizes.of(methods(main), SourceMethod::lines).percentile(90))
        .isLessThanOrEqualTo(METHOD_LINES_P90);
  }

  @Test
  void no_classes_need_each_other() {
    assertThat(circles)
        .as("circles of classes; only a sealed parent and its cases may need each other")
        .isEmpty();
  }

  @Test
  void a_name_means_one_class() {
    Map<String, List<Path>> byName =
        main.stream()
            .map(SourceFile::path)
            .collect(groupingBy(path -> path.getFileName().toString(), TreeMap::new, toList()));
    byName.remove("package-info.java"); // one for each package, by the rules of the language
    byName.values().removeIf(paths -> paths.size() == 1);
    assertThat(byName)
        .as("simple names that two classes share; the events that Avro generates are no sources")
        .isEmpty();
  }

  @Test
  void only_prerequisite_skips_a_test() {
    assertThat(test)
        .filteredOn(file -> !file.path().toString().contains("/firstbad/testing/"))
        .filteredOn(file -> file.imports().stream().anyMatch(StructureTest::skips))
        .extracting(SourceFile::path)
        .as("tests that may skip themselves without saying so where CI=true")
        .isEmpty();
  }

  private static boolean skips(String imported) {
    return imported.matches(
        "org\\.junit\\.jupiter\\.api\\.(Assumptions|Disabled|condition\\b.*)|org\\.assertj\\.core\\.api\\.Assumptions"
            + "|org\\.opentest4j\\.TestAbortedException");
  }
}
