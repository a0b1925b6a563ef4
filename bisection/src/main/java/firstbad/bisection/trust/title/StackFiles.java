package firstbad.bisection.trust.title;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The source files in the stacks of a crash report. Headers, and files that are in the stacks of
 * many crashes, tell nothing and do not count.
 */
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

  private static final String UP = "/../";

  /** No file of the kernel has a longer path. */
  private static final int LONGEST = 300;

  /** What comes before it is about the machine, or of another thread. */
  private static final Pattern BEGIN = Pattern.compile("cut here|BUG: |RIP: |Call Trace:");

  private static final Pattern PLACE =
      Pattern.compile("(?<![a-zA-Z0-9/_.+-])([a-zA-Z0-9/_.+-]{1,300}\\.c):([1-9][0-9]{0,6})\\b");

  private final Set<String> files;

  private StackFiles(Set<String> files) {
    this.files = files;
  }

  /** Every {@code path.c:line} and {@code path.h:line} of the text. */
  public static StackFiles of(String report) {
    Set<String> files = new HashSet<>();
    for (String ending : List.of(".c:", ".h:")) {
      for (int dot = report.indexOf(ending); dot >= 0; dot = report.indexOf(ending, dot + 3)) {
        if (dot + 3 < report.length() && Character.isDigit(report.charAt(dot + 3))) {
          files.add(path(report, dot + 2));
        }
      }
    }
    return new StackFiles(files);
  }

  /** What stands there up to an end, without steps down and up again. */
  private static String path(String report, int end) {
    int start = end;
    while (start > 0 && inPath(report.charAt(start - 1))) {
      start--;
    }
    String path = report.substring(start, end);
    for (int up = path.indexOf(UP); up >= 0 && path.length() <= LONGEST; up = path.indexOf(UP)) {
      int down = path.lastIndexOf('/', up - 1);
      path = path.substring(0, down + 1) + path.substring(up + UP.length());
    }
    return path;
  }

  /**
   * A place in a stack: {@code hidraw_release+0x1a/0x2b drivers/hid/hidraw.c:353}.
   *
   * @param line its number in the file, from 1 on
   */
  public record Frame(String path, int line) {}

  /** The first places that tell anything, each once, from where the report tells of the crash. */
  public static List<Frame> frames(String report, int most) {
    Matcher begin = BEGIN.matcher(report);
    Matcher place = PLACE.matcher(report);
    Set<Frame> frames = new LinkedHashSet<>();
    int from = begin.find() ? begin.start() : 0;
    while (frames.size() < most && place.find(from)) {
      from = place.end();
      if (!everywhere(place.group(1))) {
        frames.add(new Frame(place.group(1), Integer.parseInt(place.group(2))));
      }
    }
    return List.copyOf(frames);
  }

  /** Whether the text names no file at all. */
  public boolean namesNone() {
    return files.isEmpty();
  }

  /** Whether the text names no file that tells anything. */
  public boolean isEmpty() {
    return files.stream().allMatch(StackFiles::everywhere);
  }

  /** The lines of a report that name this function, and not one whose name only contains it. */
  public static String linesOf(String report, String function) {
    StringBuilder lines = new StringBuilder();
    int at = function.isEmpty() ? -1 : report.indexOf(function);
    while (at >= 0) {
      int next = at + 1;
      if (names(report, at, at + function.length())) {
        int start = at;
        while (start > 0 && !endsLine(report.charAt(start - 1))) {
          start--;
        }
        while (next < report.length() && !endsLine(report.charAt(next))) {
          next++;
        }
        lines.append(report, start, next).append('\n');
      }
      at = report.indexOf(function, next);
    }
    return lines.toString();
  }

  private static boolean endsLine(char c) {
    return c == '\n' || c == '\r';
  }

  /** Whether what stands there is a name, and not a part of a longer one or of a path. */
  private static boolean names(String report, int start, int end) {
    boolean begins =
        start == 0 || report.charAt(start - 1) == '+' || !inPath(report.charAt(start - 1));
    return begins && (end == report.length() || mayFollow(report.charAt(end)));
  }

  /** After a name; compilers add a point and more to it, as in {@code open.isra.0+0x1/0x2}. */
  private static boolean mayFollow(char c) {
    return c == '+' || c == '.' || !inPath(c);
  }

  private static boolean everywhere(String file) {
    if (file.endsWith(".h")) {
      return true;
    }
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

  /** The first of these paths that is there but does not count; null where there is none. */
  public @Nullable String uncounted(List<String> paths) {
    return paths.stream().filter(files::contains).findFirst().orElse(null);
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
