package firstbad.server.web;

import io.javalin.http.HttpStatus;
import java.util.Map;

/**
 * A request that is not answered as asked. Its message is one sentence for the person who can act
 * on it; it goes out as a problem of RFC 9457.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final HttpStatus status;

  // goes out at once and is never serialized
  @SuppressWarnings("serial")
  private final Map<String, Object> members;

  /**
   * @param members what the problem says beyond its sentence, by name
   */
  public Refusal(HttpStatus status, String sentence, Map<String, Object> members) {
    super(sentence, null, false, false);
    this.status = status;
    this.members = Map.copyOf(members);
  }

  public Refusal(HttpStatus status, String sentence) {
    this(status, sentence, Map.of());
  }

  /** The request itself is wrong. */
  public static Refusal wrong(String sentence) {
    return new Refusal(HttpStatus.BAD_REQUEST, sentence);
  }

  /** What was asked for is not there. */
  public static Refusal missing(String sentence) {
    return new Refusal(HttpStatus.NOT_FOUND, sentence);
  }

  /** The status of the answer. */
  public HttpStatus status() {
    return status;
  }

  /** What the problem says beyond its sentence. */
  public Map<String, Object> members() {
    return members;
  }
}
