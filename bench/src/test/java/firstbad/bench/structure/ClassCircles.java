package firstbad.bench.structure;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Classes of a module that need each other, directly or over others. A class stands for its file:
 * what is nested in it counts as itself. A sealed parent and its cases may need each other.
 */
final class ClassCircles {
  private final Map<String, Set<String>> needs = new TreeMap<>();
  private final Map<String, Set<String>> closedSets = new HashMap<>();

  // Tarjan's algorithm
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final List<Set<String>> circles = new ArrayList<>();

  private ClassCircles(JavaClasses classes) {
    for (JavaClass each : classes) {
      String self = file(each);
      Set<String> needed = needs.computeIfAbsent(self, key -> new TreeSet<>());
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (classes.contain(target.getName())) {
          needed.add(file(target));
        }
      }
      Class<?>[] cases = each.reflect().getPermittedSubclasses();
      if (cases != null) {
        Set<String> closed = closedSets.computeIfAbsent(self, key -> new TreeSet<>(Set.of(key)));
        for (Class<?> one : cases) {
          closed.add(one.getNestHost().getName());
        }
      }
    }
  }

  /** The circles of a module's compiled classes, each sorted by name. */
  static List<Set<String>> in(Path classes) {
    if (!Files.isDirectory(classes)) {
      throw new IllegalStateException("There are no classes in " + classes + "; compile first.");
    }
    ClassCircles found = new ClassCircles(new ClassFileImporter().importPath(classes));
    found.needs.keySet().stream()
        .filter(each -> !found.order.containsKey(each))
        .forEach(found::visit);
    return found.circles;
  }

  private void visit(String self) {
    int here = order.size();
    order.put(self, here);
    lowest.put(self, here);
    path.push(self);
    for (String needed : needs.getOrDefault(self, Set.of())) {
      if (!order.containsKey(needed)) {
        visit(needed);
        lowest.merge(self, lowest.get(needed), Math::min);
      } else if (path.contains(needed)) {
        lowest.merge(self, order.get(needed), Math::min);
      }
    }
    if (lowest.get(self) == here) {
      Set<String> circle = new TreeSet<>();
      String member;
      do {
        member = path.pop();
        circle.add(member);
      } while (!member.equals(self));
      if (circle.size() > 1
          && closedSets.values().stream().noneMatch(set -> set.containsAll(circle))) {
        circles.add(circle);
      }
    }
  }

  private static String file(JavaClass each) {
    JavaClass outer = each;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().orElseThrow();
    }
    return outer.getName();
  }
}
