package firstbad.embedded;

import java.util.Locale;

/**
 * What the registry refuses, with the HTTP status, error code and words of Confluent's, since
 * clients decide by them.
 */
enum RegistryError {
  SUBJECT_NOT_FOUND(404, 40401, "Subject '%s' not found."),
  VERSION_NOT_FOUND(404, 40402, "Version %s not found."),
  SCHEMA_NOT_FOUND(404, 40403, "Schema %s not found"),
  SUBJECT_SOFT_DELETED(
      404, 40404, "Subject '%s' was soft deleted. Set permanent=true to delete permanently"),
  SUBJECT_NOT_SOFT_DELETED(
      404, 40405, "Subject '%s' was not deleted first before being permanently deleted"),
  VERSION_SOFT_DELETED(
      404,
      40406,
      "Subject '%s' Version %s was soft deleted. Set permanent=true to delete permanently"),
  VERSION_NOT_SOFT_DELETED(
      404, 40407, "Subject '%s' Version %s was not deleted first before being permanently deleted"),
  NO_LEVEL_OF_SUBJECT(
      404, 40408, "Subject '%s' does not have subject-level compatibility configured"),
  NO_MODE_OF_SUBJECT(404, 40409, "Subject '%s' does not have subject-level mode configured"),
  INCOMPATIBLE(
      409,
      409,
      "Schema being registered is incompatible with an earlier schema for subject \"%s\", details: %s"),
  INVALID_SCHEMA(422, 42201, "Invalid schema: %s"),
  INVALID_VERSION(
      422,
      42202,
      "The specified version '%s' is not a valid version id. Allowed values are between [1, 2^31-1]"
          + " and the string \"latest\""),
  INVALID_LEVEL(
      422,
      42203,
      "Invalid compatibility level '%s'. Valid values are none, backward, forward, full,"
          + " backward_transitive, forward_transitive, and full_transitive"),
  INVALID_MODE(422, 42204, "Invalid mode '%s'. Valid values are READWRITE and READONLY"),
  NOT_PERMITTED(422, 42205, "Subject %s is in read-only mode"),
  REFERENCED(422, 42206, "One or more references exist to the schema %s"),
  INVALID_SUBJECT(422, 42208, "The specified subject '%s' is not valid"),
  BAD_REQUEST(400, 400, "%s"),
  NO_SUCH_ROUTE(404, 404, "HTTP 404 Not Found"),
  NO_SUCH_METHOD(405, 405, "HTTP 405 Method Not Allowed"),
  TOO_LARGE(413, 413, "The request is larger than %s bytes"),
  NOT_JSON(
      415, 415, "HTTP 415 Unsupported Media Type: send application/vnd.schemaregistry.v1+json"),
  STORE(500, 50001, "Error in the backend data store: %s");

  private final int status;
  private final int code;
  private final String words;

  RegistryError(int status, int code, String words) {
    this.status = status;
    this.code = code;
    this.words = words;
  }

  Refusal of(Object... details) {
    return new Refusal(status, code, String.format(Locale.ROOT, words, details));
  }

  /** A request that cannot be answered with what it asks for. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final int code;

    private Refusal(int status, int code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }

    int status() {
      return status;
    }

    int code() {
      return code;
    }
  }
}
