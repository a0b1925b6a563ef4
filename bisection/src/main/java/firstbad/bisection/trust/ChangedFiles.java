package firstbad.bisection.trust;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that the culprit changes, as far as the log says so.
 *
 * @param listed paths of the culprit's diffstat, which git may have shortened with {@code ...}, or
 *     of its raw tree lines; the first of them
 * @param count how many git printed
 * @param known whether git printed them all: old versions of git print folders instead
 */
public record ChangedFiles(List<String> listed, int count, boolean known) {
  /** Git said nothing of them. */
  public static final ChangedFiles NONE = new ChangedFiles(List.of(), 0, false);

  /** All of them. */
  public static ChangedFiles of(String... paths) {
    return new ChangedFiles(List.of(paths), paths.length, true);
  }

  /** Why others may be changed too; null where these are all, and none has another name. */
  @Nullable String missing() {
    if (listed.isEmpty()) {
      return "git printed no list of files";
    }
    if (count > listed.size()) {
      return "git printed " + count + " files, of which the first " + listed.size() + " are kept";
    }
    if (!known) {
      return "git printed folders in place of some files";
    }
    return listed.stream().anyMatch(path -> path.contains(" => "))
        ? "git printed two names in one for files that were renamed"
        : null;
  }
}
