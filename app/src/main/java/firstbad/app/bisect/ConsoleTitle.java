package firstbad.app.bisect;

import firstbad.bisection.crash.CrashTypes;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The crash title in what a test printed: the first line of a kernel's console that the table of
 * crash types knows, as syzkaller would call it.
 */
final class ConsoleTitle {
  private static final int LONGEST = 200;
  private static final int ACCESS_WITHIN = 4;
  private static final int PIECES = 6;

  /** {@code foo_release+0x1a/0x30 [foo]}: where in the function, and of which module. */
  private static final Pattern OFFSET = Pattern.compile("\\+0x[0-9a-f]+/0x[0-9a-f]+");

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}]");

  /** Crashes whose lines have no type of their own. */
  private static final List<String> OTHERS =
      List.of("BUG: ", "kernel BUG at ", "general protection fault", "Oops: ", "Kernel panic - ");

  private @Nullable String title;
  private int since;

  /** The title; null where no line had one. */
  @Nullable String title() {
    return title;
  }

  /** Reads the next line. */
  void line(String printed) {
    String line = UNSEEN.matcher(printed).replaceAll(" ").strip();
    if (title == null) {
      title = titled(line);
    } else if (since++ < ACCESS_WITHIN) {
      title = withAccess(title, line);
    }
  }

  /** What stands after a time, a name, or nothing, and is the title of a crash. */
  private static @Nullable String titled(String line) {
    int at = 0;
    for (int piece = 0; piece < PIECES && at >= 0; piece++) {
      String rest = shortened(line.substring(at));
      if (isCrash(rest)) {
        return rest.length() > LONGEST ? rest.substring(0, LONGEST) : rest;
      }
      int bracket = line.indexOf("] ", at);
      at = bracket < 0 ? -1 : bracket + 2;
    }
    return null;
  }

  private static boolean isCrash(String text) {
    return OTHERS.stream().anyMatch(text::startsWith)
        || (!CrashTypes.of(text).equals(CrashTypes.UNKNOWN)
            && !text.startsWith("WARNING: modpost"));
  }

  private static String shortened(String text) {
    String rest = text.strip();
    int offset = rest.indexOf("+0x");
    if (rest.startsWith("WARNING: CPU: ") && offset > 0) {
      return "WARNING in " + rest.substring(rest.lastIndexOf(' ', offset) + 1, offset);
    }
    boolean sanitizer = rest.startsWith("BUG: K") && rest.indexOf(": ", 5) > 0;
    String named = sanitizer ? rest.substring("BUG: ".length()) : rest;
    var found = OFFSET.matcher(named);
    return found.find() ? named.substring(0, found.start()) : named;
  }

  /** {@code Read of size 8 at addr ...} follows the title of KASAN, whose name says it then. */
  private static String withAccess(String title, String line) {
    int in = title.indexOf(" in ");
    boolean open = title.startsWith("KASAN: ") && in > 0 && !title.contains(" Read in ");
    for (String access : new String[] {"Read", "Write"}) {
      if (open && !title.contains(" Write in ") && line.contains(access + " of size ")) {
        return title.substring(0, in) + " " + access + title.substring(in);
      }
    }
    return title;
  }
}
