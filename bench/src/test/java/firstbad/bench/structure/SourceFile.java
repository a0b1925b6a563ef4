package firstbad.bench.structure;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.comments.Comment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A Java file.
 *
 * @param path from the root of the project
 * @param comment its first comment, empty when it has none
 * @param imports what it imports, static imports without their member's name
 */
record SourceFile(
    Path path, int lines, String comment, Set<String> imports, List<SourceMethod> methods) {
  private static final Path ROOT = Path.of("..");
  private static final JavaParser PARSER =
      new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_17));

  /** The files below {@code src/main/java} or {@code src/test/java} of every module. */
  static List<SourceFile> all(String sources) throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src").resolve(sources).resolve("java"))
          .filter(Files::isDirectory)
          .flatMap(SourceFile::below)
          .sorted(Comparator.comparing(SourceFile::path))
          .toList();
    }
  }

  private static Stream<SourceFile> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(SourceFile::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static SourceFile read(Path file) {
    try {
      CompilationUnit unit = PARSER.parse(file).getResult().orElseThrow();
      Set<String> imports = new TreeSet<>();
      unit.getImports()
          .forEach(
              each ->
                  imports.add(
                      each.isStatic() && !each.isAsterisk()
                          ? each.getName().getQualifier().orElseThrow().asString()
                          : each.getNameAsString()));
      return new SourceFile(
          ROOT.relativize(file),
          Files.readAllLines(file).size(),
          first(unit.getAllContainedComments().stream()),
          imports,
          SourceMethod.in(unit));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static String first(Stream<Comment> comments) {
    return comments
        .min(
            Comparator.comparing(
                Node::getRange, Comparator.comparing(range -> range.orElseThrow().begin)))
        .map(Comment::getContent)
        .orElse("");
  }
}
