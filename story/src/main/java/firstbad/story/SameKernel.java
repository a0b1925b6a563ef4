package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.Bisection;
import firstbad.events.Blame;
import firstbad.events.CulpritFound;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.Verdict;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A kernel that a culprit shares, byte for byte, with its parent or with a revision that was called
 * good: then the culprit cannot be the cause, whatever its runs say.
 *
 * @param signature of the kernel
 * @param parent the parent that builds the same kernel and was not tested; null where the log does
 *     not say, or where it was
 * @param good the revisions with this kernel that were called good, by ordinal
 * @param before the last good revision before the first of these, which has another kernel; null
 *     where there is none
 */
record SameKernel(
    String signature, @Nullable String parent, List<Revision> good, @Nullable Revision before) {

  /**
   * Null where a search for a cause shows no such kernel.
   *
   * @param revisions all of it, by ordinal
   * @param found the culprit, once it was sent
   */
  static @Nullable SameKernel of(
      Bisection head, List<Revision> revisions, @Nullable CulpritFound found) {
    String signature = signature(head.getCulprit(), revisions);
    if (signature == null) {
      return null;
    }
    List<Revision> good =
        GoodRevisions.of(revisions).stream()
            .filter(each -> signature.equals(each.getKernelSignature()))
            .toList();
    Revision before = null;
    for (Revision each : GoodRevisions.of(revisions)) {
      boolean earlier = !good.isEmpty() && each.getOrdinal() < good.get(0).getOrdinal();
      before = earlier ? each : before;
    }
    boolean unchanged = found != null && Boolean.FALSE.equals(found.getBinaryChanged());
    return good.isEmpty() && !unchanged
        ? null
        : new SameKernel(signature, found == null ? null : found.getParent(), good, before);
  }

  /** Of the kernel that was built of the culprit; null where nobody knows. */
  private static @Nullable String signature(@Nullable String culprit, List<Revision> revisions) {
    return revisions.stream()
        .filter(each -> each.getCommit().equals(culprit) && each.getRole() != Role.CONFIG)
        .filter(each -> each.getVerdict() == Verdict.BAD)
        .map(Revision::getKernelSignature)
        .filter(Objects::nonNull)
        .reduce((first, last) -> last)
        .orElse(null);
  }

  /** Whether a bad verdict is on this kernel too, and needs no other reason than its good ones. */
  boolean explains(Blame verdict, List<Revision> revisions) {
    return !good.isEmpty()
        && revisions.stream()
            .filter(each -> each.getOrdinal() == verdict.getOrdinal())
            .map(Revision::getKernelSignature)
            .anyMatch(signature::equals);
  }

  /** Why the culprit cannot be the cause, as a clause. */
  String clause() {
    if (!good.isEmpty()) {
      return "it builds the same kernel, byte for byte, as "
          + StepName.of(good.get(good.size() - 1))
          + ", which was called good, so it cannot be the cause";
    }
    return "its parent"
        + (parent == null ? "" : ", " + abbreviated(parent) + ",")
        + " builds the same kernel, byte for byte, so it cannot be the cause";
  }
}
