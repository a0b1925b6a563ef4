package firstbad.app.mail;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mail about a culprit says of it.
 *
 * @param labels those of its bisection that say where the bug was reported
 * @param bug the first title of the bug; null where the log shows none
 * @param commit its hash; null where the culprit is not at hand
 * @param title of the commit; null where the log does not say it
 */
public record KnownCulprit(
    Map<String, String> labels,
    @Nullable String bug,
    @Nullable String commit,
    @Nullable String title) {
  /** Of which nothing is known. */
  public static final KnownCulprit UNKNOWN = new KnownCulprit(Map.of(), null, null, null);

  /** What the mail is about, in a word: the bug, or the id where no bug is known. */
  String subject(String id) {
    return labels.getOrDefault("bug.title", bug == null ? id : bug);
  }
}
