package firstbad.story;

import firstbad.events.Revision;
import firstbad.events.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the tested revisions of one bisection. A reason names a revision by number and hash,
 * since what judges it keeps no tags; where one is a release, its tag takes their place.
 *
 * @param releases tags by the ordinals of their revisions
 */
public record StepNames(Map<Integer, String> releases) {

  /** Where the revisions are not at hand. */
  public static final StepNames NONE = new StepNames(Map.of());

  private static final Pattern STEP = Pattern.compile("step (\\d{1,9}) \\([0-9a-f]{12}\\)");

  public StepNames {
    releases = Map.copyOf(releases);
  }

  /** Of these. */
  public static StepNames of(List<Revision> revisions) {
    Map<Integer, String> releases = new HashMap<>();
    for (Revision each : revisions) {
      String release = each.getRelease();
      if (release != null && each.getRole() == Role.RELEASE) {
        releases.put(each.getOrdinal(), release);
      }
    }
    return new StepNames(releases);
  }

  /** Such as {@code step 25 (b753c5a7f99f)}, or {@code v4.6 (step 25)}. */
  public String of(int ordinal, String commit) {
    String release = releases.get(ordinal);
    return release == null ? StepName.step(ordinal, commit) : StepName.release(ordinal, release);
  }

  /** The same at the beginning of a sentence. */
  public String first(int ordinal, String commit) {
    return StepName.first(of(ordinal, commit));
  }

  /** A reason with the name of the revision with which it begins, if it begins with one. */
  public String in(String reason) {
    Matcher step = STEP.matcher(reason);
    String release = step.lookingAt() ? releases.get(Integer.valueOf(step.group(1))) : null;
    return release == null
        ? reason
        : StepName.release(Integer.parseInt(step.group(1)), release) + reason.substring(step.end());
  }

  /** The revision with which a reason begins; empty where it begins with none. */
  public static OptionalInt named(String reason) {
    Matcher step = STEP.matcher(reason);
    return step.lookingAt() ? OptionalInt.of(Integer.parseInt(step.group(1))) : OptionalInt.empty();
  }
}
