package firstbad.bench.structure;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.stmt.BlockStmt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A method or constructor with a body.
 *
 * @param line where it begins
 * @param lines between the braces of its body
 * @param comment its Javadoc, or else the first comment inside
 */
record SourceMethod(String name, int line, int lines, String comment) {

  static List<SourceMethod> in(CompilationUnit unit) {
    List<SourceMethod> methods = new ArrayList<>();
    unit.findAll(MethodDeclaration.class)
        .forEach(
            each ->
                each.getBody()
                    .ifPresent(body -> methods.add(of(each, each.getNameAsString(), body))));
    unit.findAll(ConstructorDeclaration.class)
        .forEach(each -> methods.add(of(each, each.getNameAsString(), each.getBody())));
    unit.findAll(CompactConstructorDeclaration.class)
        .forEach(each -> methods.add(of(each, each.getNameAsString(), each.getBody())));
    return methods;
  }

  private static SourceMethod of(Node method, String name, BlockStmt body) {
    int lines = body.getRange().orElseThrow().getLineCount() - 2;
    return new SourceMethod(
        name,
        method.getRange().orElseThrow().begin.line,
        Math.max(0, lines),
        SourceFile.first(
            Stream.concat(
                method.getComment().stream(), method.getAllContainedComments().stream())));
  }
}
