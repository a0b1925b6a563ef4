package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.Blame;
import firstbad.events.Revision;
import java.util.List;

/** A tested revision as every sentence names it: by its tag, where it is a release. */
final class StepName {

  /** Such as {@code step 25 (b753c5a7f99f)}, or {@code v4.6 (step 25)}. */
  static String of(Revision revision) {
    String release = revision.getRelease();
    return release == null
        ? step(revision.getOrdinal(), revision.getCommit())
        : release(revision.getOrdinal(), release);
  }

  /** By its tag. */
  static String release(int ordinal, String tag) {
    return VisibleText.of(tag) + " (step " + ordinal + ")";
  }

  /**
   * The same of a blamed verdict.
   *
   * @param revisions of its search
   */
  static String of(Blame verdict, List<Revision> revisions) {
    return revisions.stream()
        .filter(each -> each.getOrdinal() == verdict.getOrdinal())
        .filter(each -> each.getCommit().equals(verdict.getCommit()))
        .findFirst()
        .map(StepName::of)
        .orElseGet(() -> step(verdict.getOrdinal(), verdict.getCommit()));
  }

  /** The same at the beginning of a sentence. */
  static String first(Blame verdict, List<Revision> revisions) {
    return first(of(verdict, revisions));
  }

  /** The same at the beginning of a sentence. */
  static String first(Revision revision) {
    return first(of(revision));
  }

  /** A name at the beginning of a sentence. */
  static String first(String name) {
    return name.startsWith("step ") ? "S" + name.substring(1) : name;
  }

  /** By its number alone. */
  static String step(int ordinal, String commit) {
    return "step " + ordinal + " (" + abbreviated(commit) + ")";
  }

  private StepName() {}
}
