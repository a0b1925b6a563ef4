package firstbad.server.ingest;

import firstbad.publisher.Publication;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is answered to who has sent a body. */
final class UploadAnswer {

  /**
   * What became of it.
   *
   * @param missing what to tell of lines before it that have not come
   * @param conflict what to tell of another log under its id
   */
  static Map<String, Object> of(
      String id, Upload upload, Optional<String> missing, Optional<String> conflict) {
    Map<String, Object> taken = new LinkedHashMap<>();
    taken.put("id", id);
    taken.put("lines", upload.text().durable());
    taken.put("ended", upload.text().endDurable());
    taken.put("replaced", upload.replaced());
    taken.put("cut", upload.cut());
    taken.put("bisections", upload.text().parts().stream().map(Publication::id).toList());
    taken.put("read_as", upload.text().intake().readAs());
    if (upload.text().intake().heldLines() > 0) {
      taken.put("held", upload.text().intake().looks().sentence(id));
    }
    missing.ifPresent(sentence -> taken.put("missing", sentence));
    conflict.ifPresent(sentence -> taken.put("conflict", sentence));
    return taken;
  }

  private UploadAnswer() {}
}
