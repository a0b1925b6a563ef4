package firstbad.app.bisect;

import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.bisection.grammar.EndEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file in which the log of a search is kept: the one of an earlier call where that search goes
 * on, else a new one. Where the test did not fail on the bad commit, nothing goes on: it is another
 * test that is called next.
 *
 * @param id of the bisection
 * @param missing what git has noted and the file does not have yet
 * @param checkedBad whether the bad commit was tested already
 */
record SearchLogFile(Path file, String id, List<String> missing, boolean checkedBad) {
  private static final int MOST = 1000;
  private static final int SHORT_HASH = 12;
  private static final String COMMAND = "git bisect ";

  /** The line that comes before the test of the bad commit. */
  static final String CHECK = "# testing the bad commit first: ";

  /** The last line of a log whose bad commit passed the test. */
  static final String NOT_REPRODUCED = "error: " + EndEntry.NOT_REPRODUCED;

  /**
   * Finds it.
   *
   * @param noted what git bisect log prints
   * @param folder where logs are kept
   * @param chosen the file that the user names; null for one in that folder
   * @param name the id that the user gives; null for one after the bad commit and the folder's mark
   * @throws Problem when it cannot be read, or is of another search
   */
  static SearchLogFile of(
      List<String> noted, Path folder, @Nullable Path chosen, @Nullable String name) {
    String usual = name == null ? "bisect-" + first(noted) + "-" + mark(folder) : name;
    for (int number = 1; number <= MOST; number++) {
      String id = number == 1 ? usual : usual + "-" + number;
      Path file = chosen == null ? folder.resolve(id.replace('/', '_') + ".log") : chosen;
      List<String> kept = lines(file);
      List<String> known = commands(kept);
      List<String> all = commands(noted);
      boolean ours =
          !kept.contains(NOT_REPRODUCED)
              && known.size() <= all.size()
              && all.subList(0, known.size()).equals(known);
      if (ours) {
        return new SearchLogFile(file, id, after(noted, known.size()), checked(kept));
      }
      if (chosen != null) {
        throw new Problem(
            chosen
                + " is the log of another search, or of a test that did not fail on the bad commit:"
                + " give another --log, or remove it.");
      }
    }
    throw new Problem("There are too many logs of this search in " + folder + ": remove some.");
  }

  /**
   * Digits that tell searches of this work tree from those for the same bad commit elsewhere. They
   * are kept, so that a search goes on under its id whatever the machine or the folder is called.
   */
  private static String mark(Path folder) {
    Path file = folder.resolve("mark");
    List<String> kept = lines(file);
    if (!kept.isEmpty() && kept.get(0).matches("[0-9a-f]{8}")) {
      return kept.get(0);
    }
    String mark = UUID.randomUUID().toString().substring(0, 8);
    try {
      Files.createDirectories(folder);
      Files.writeString(file, mark + "\n");
    } catch (IOException e) {
      throw new Problem(
          "The mark of this work tree cannot be kept in " + file + ": " + Sentences.reason(e) + ".",
          e);
    }
    return mark;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    } catch (IOException e) {
      throw new Problem("The log " + file + " cannot be read: " + Sentences.reason(e) + ".", e);
    }
  }

  /** Whether a run of the bad commit is there, and not only the beginning of its test. */
  private static boolean checked(List<String> kept) {
    boolean checking = false;
    for (String line : kept) {
      checking = line.startsWith(CHECK) || (checking && !line.startsWith("Bisecting: "));
      if (checking && line.startsWith("run #")) {
        return true;
      }
    }
    return false;
  }

  private static List<String> commands(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith(COMMAND)).toList();
  }

  /** What follows so many commands. */
  private static List<String> after(List<String> noted, int commands) {
    int at = 0;
    for (int seen = 0; at < noted.size() && seen < commands; at++) {
      seen += noted.get(at).startsWith(COMMAND) ? 1 : 0;
    }
    return noted.subList(at, noted.size());
  }

  /** The first commit that git noted, which is the bad one as a rule. */
  private static String first(List<String> noted) {
    for (String line : noted) {
      int open = line.indexOf(": [");
      if (line.startsWith("# ") && open > 0 && line.length() > open + 3 + SHORT_HASH) {
        return line.substring(open + 3, open + 3 + SHORT_HASH);
      }
    }
    return "search";
  }
}
