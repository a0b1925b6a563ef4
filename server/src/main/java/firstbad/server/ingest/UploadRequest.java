package firstbad.server.ingest;

import firstbad.publisher.Labels;
import firstbad.publisher.RefusedException;
import firstbad.schemas.Ids;
import firstbad.schemas.Limits;
import firstbad.server.web.Refusal;
import firstbad.server.web.WholeNumber;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an upload says about itself.
 *
 * @param labels from {@code label=name=value}, any number of times
 * @param fromLine the number of the body's first line, from {@code from_line}
 * @param more whether the log goes on after this body, from {@code more}
 */
record UploadRequest(String id, Map<String, String> labels, long fromLine, boolean more) {
  private static final String LABEL = "label";
  private static final String FROM_LINE = "from_line";
  private static final String MORE = "more";

  private static final Set<String> ENCODINGS = Set.of("identity", "gzip", "x-gzip", "xz");

  static UploadRequest of(Context request) {
    requireReadable(request);
    return new UploadRequest(
        id(request),
        labels(request.queryParams(LABEL)),
        fromLine(request.queryParam(FROM_LINE)),
        more(request.queryParam(MORE)));
  }

  /** The id in the path. */
  static String id(Context request) {
    String id = request.pathParam("id");
    if (!Ids.isLegal(id)) {
      throw Refusal.wrong(Ids.refusal(id));
    }
    return id;
  }

  /** Whether a body is packed with gzip or xz is seen from its first bytes, whatever this says. */
  private static void requireReadable(Context request) {
    if (request.header("Content-Range") != null) { // curl --continue-at, and RFC 9110, 14.4
      throw Refusal.wrong(
          "A log is counted in lines, and Content-Range in bytes: send the whole log, or with"
              + " ?from_line=N the rest of it, which begins with line N.");
    }
    String encoding = request.header("Content-Encoding");
    if (encoding != null && !ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
      throw new Refusal(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "A log is accepted as plain text, or packed with gzip or xz.");
    }
  }

  private static Map<String, String> labels(List<String> given) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : given) {
      int equals = label.indexOf('=');
      if (equals < 1) {
        throw Refusal.wrong("A label is written label=name=value; one here has no name.");
      }
      labels.putIfAbsent(label.substring(0, equals), label.substring(equals + 1));
    }
    try {
      return Labels.given(labels);
    } catch (RefusedException e) {
      throw Refusal.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static long fromLine(@Nullable String text) {
    return WholeNumber.in(text == null ? "1" : text, 1, Limits.HIGHEST_LINE)
        .orElseThrow(
            () ->
                Refusal.wrong(
                    "from_line must be the number of the body's first line, from 1 to %d."
                        .formatted(Limits.HIGHEST_LINE)));
  }

  private static boolean more(@Nullable String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw Refusal.wrong("more must be true or false.");
  }
}
