package firstbad.app.deliver.plan;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The mail server.
 *
 * @param from the sender of every mail
 * @param security whether and how the connection is encrypted
 * @param user null where the server wants no log-in
 * @param passwordFile null where there is no user
 * @param limit how long it may take for one answer
 */
public record Smtp(
    String host,
    int port,
    String from,
    Security security,
    @Nullable String user,
    @Nullable Path passwordFile,
    Duration limit) {

  /** How the connection is encrypted. */
  public enum Security {
    /** Begun in plain, and refused unless the server goes over to TLS. */
    STARTTLS,
    /** From the first byte on. */
    TLS,
    /** Not at all, which only this machine's own server may ask for. */
    NONE
  }
}
