package firstbad.app.deliver.plan;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a subscription's events go. */
public sealed interface Target {

  /** How the body of a request is written. */
  enum Template {
    GENERIC,
    SLACK,
    MATRIX
  }

  /**
   * An address that takes requests.
   *
   * @param secretFile holds the key of the signature; null for none
   * @param tokenFile holds a bearer token; null for none
   * @param limit how long one request may take
   */
  record Webhook(
      URI url,
      Template template,
      @Nullable Path secretFile,
      @Nullable Path tokenFile,
      Duration limit)
      implements Target {}

  /** People with a mail box. */
  record Mail(List<String> to, List<String> cc) implements Target {}

  /**
   * A command of a shell.
   *
   * @param limit how long one run may take
   */
  record Command(String command, Duration limit) implements Target {}
}
