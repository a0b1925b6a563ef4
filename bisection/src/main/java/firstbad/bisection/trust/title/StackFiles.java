package firstbad.bisection.trust.title;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The source files in the stacks of a crash report; those in every stack are none of them. */
public final class StackFiles {
  private static final List<String> EVERYWHERE =
      List.of(
          "lib/",
          "mm/kasan",
          "mm/kmsan",
          "mm/slab",
          "mm/slub",
          "mm/slob",
          "kernel/panic",
          "kernel/locking",
          "kernel/printk",
          "kernel/entry",
          "kernel/fork",
          "kernel/kthread",
          "kernel/workqueue",
          "kernel/softirq",
          "kernel/rcu",
          "kernel/sched",
          "kernel/task_work",
          "kernel/exit",
          "arch/",
          "include/",
          "fs/read_write",
          "net/socket");

  private final Set<String> files;

  private StackFiles(Set<String> files) {
    this.files = files;
  }

  /** Every {@code path.c:line} of the text. */
  public static StackFiles of(String report) {
    Set<String> files = new HashSet<>();
    for (int dot = report.indexOf(".c:"); dot >= 0; dot = report.indexOf(".c:", dot + 3)) {
      if (dot + 3 >= report.length() || !Character.isDigit(report.charAt(dot + 3))) {
        continue;
      }
      int start = dot;
      while (start > 0 && inPath(report.charAt(start - 1))) {
        start--;
      }
      files.add(report.substring(start, dot + 2));
    }
    return new StackFiles(files);
  }

  /** Whether the text names no file that tells anything. */
  public boolean isEmpty() {
    return files.stream().allMatch(StackFiles::everywhere);
  }

  /** The lines of a report that speak of this function. */
  public static String linesOf(String report, String function) {
    StringBuilder lines = new StringBuilder();
    report
        .lines()
        .filter(line -> line.contains(function))
        .forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }

  private static boolean everywhere(String file) {
    for (String start : EVERYWHERE) {
      if (file.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean inPath(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '/'
        || c == '_'
        || c == '-'
        || c == '.'
        || c == '+';
  }

  /** Whether one of these paths is among the files; {@code .../x/y.c} matches by its end. */
  public boolean haveAnyOf(List<String> paths) {
    return paths.stream().anyMatch(this::have);
  }

  private boolean have(String path) {
    if (path.startsWith("...")) {
      String end = path.substring(3);
      return !end.isEmpty()
          && files.stream().anyMatch(file -> file.endsWith(end) && !everywhere(file));
    }
    return files.contains(path) && !everywhere(path);
  }
}
