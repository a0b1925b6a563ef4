package firstbad.app.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Known answers: a file with a JSON object on each line, such as {@code {"log": "job-1.txt",
 * "verdict": "wrong", "title": "WARNING in foo", "reason": "called_bad", "derail_line": 60}}. A
 * line that cannot be used is told and left out.
 */
public final class KnownAnswers {
  private static final JsonFactory JSON = new JsonFactory();

  /** Why a culprit is wrong: a revision without the cause was called bad. T3 is its older name. */
  private static final Set<String> CALLED_BAD = Set.of("called_bad", "T3");

  /** So many digits of a hash stand for all of them. */
  private static final int SHORT_HASH = 7;

  /** Lines of the file, by the last part of the log's name. */
  private final Map<String, KnownAnswer> byName = new TreeMap<>();

  /** What verifications say. */
  private final Map<String, KnownAnswer> byId = new TreeMap<>();

  private final List<String> complaints = new ArrayList<>();

  private KnownAnswers() {}

  /**
   * Reads a file.
   *
   * @throws Problem when it cannot be read at all
   */
  public static KnownAnswers read(Path file) {
    List<String> lines = lines(file);
    KnownAnswers labels = new KnownAnswers();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        labels.add(lines.get(i), "Line " + (i + 1) + " of " + file);
      }
    }
    return labels;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new Problem("The labels in " + file + " are not written in UTF-8.", e);
    } catch (IOException e) {
      throw new Problem(
          "The labels in " + file + " cannot be read: " + Sentences.reason(e) + ".", e);
    }
  }

  /** Without a file: what is known comes from elsewhere. */
  public static KnownAnswers none() {
    return new KnownAnswers();
  }

  /** What verifications say of a culprit; a line of the file goes before. */
  void add(
      String id,
      @Nullable String title,
      String culprit,
      boolean right,
      @Nullable String trueCause) {
    KnownAnswer answer = new KnownAnswer(id, title, right, culprit, trueCause, false, null, null);
    if (of(id) == null) {
      byId.put(id, answer);
    }
  }

  /** How many there are. */
  int size() {
    return byName.size() + byId.size();
  }

  /** One sentence for each line that cannot be used. */
  public List<String> complaints() {
    return complaints;
  }

  /** The label of a bisection; null when it has none. */
  @Nullable KnownAnswer of(Case bisection) {
    return of(bisection.id());
  }

  /** By the id; else by the last part of a name, where not both are in folders that differ. */
  @Nullable KnownAnswer of(String id) {
    KnownAnswer exact = byId.get(id);
    KnownAnswer named = byName.get(LogName.of(id));
    if (exact != null || named == null) {
      return exact;
    }
    boolean elsewhere = id.contains("/") && named.log().contains("/");
    return elsewhere && !named.log().equals(id) ? null : named;
  }

  private void add(String line, String where) {
    try {
      KnownAnswer label = label(fields(line));
      if (byName.putIfAbsent(LogName.of(label.log()), label) != null) {
        complaints.add(
            where + " is left out: " + DisplayText.visible(label.log()) + " has a label already.");
      }
    } catch (IOException e) {
      complaints.add(where + " is left out: it is no JSON object on one line (" + reason(e) + ").");
    } catch (IllegalArgumentException e) {
      complaints.add(where + " is left out: " + e.getMessage());
    }
  }

  /** What Jackson says, without the place that it adds on lines of its own. */
  private static String reason(IOException failure) {
    return DisplayText.visible(Sentences.reason(failure).lines().findFirst().orElse(""));
  }

  /** The fields of one object as text; null values and nested ones are left out. */
  private static Map<String, String> fields(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it does not begin with {");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        readField(json, fields);
      }
      if (json.nextToken() != null) {
        throw new IOException("something follows the object");
      }
    }
    return fields;
  }

  private static void readField(JsonParser json, Map<String, String> fields) throws IOException {
    String name = json.currentName();
    JsonToken value = json.nextToken();
    if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
      fields.put(name, json.getText());
    } else {
      json.skipChildren();
    }
  }

  private static KnownAnswer label(Map<String, String> fields) {
    String log = fields.get("log");
    if (log == null || log.isBlank()) {
      throw new IllegalArgumentException("it lacks \"log\", the name of the log.");
    }
    return new KnownAnswer(
        log,
        fields.get("title"),
        right(fields),
        fields.get("culprit"),
        fields.get("true_cause"),
        CALLED_BAD.contains(String.valueOf(fields.get("reason"))),
        fields.get("derail_commit"),
        line(fields.get("derail_line")));
  }

  private static @Nullable Boolean right(Map<String, String> fields) {
    String verdict = fields.get("verdict");
    if (verdict == null) {
      return sameCommit(fields.get("culprit"), fields.get("true_cause"));
    }
    return switch (verdict) {
      case "correct" -> true;
      case "wrong" -> false;
      case "none" -> null;
      default ->
          throw new IllegalArgumentException(
              "its \"verdict\" is \""
                  + DisplayText.visible(verdict)
                  + "\" and not correct, wrong, none or null.");
    };
  }

  private static @Nullable Boolean sameCommit(@Nullable String culprit, @Nullable String cause) {
    if (culprit == null || cause == null) {
      return null;
    }
    int digits = Math.min(culprit.length(), cause.length());
    return digits < SHORT_HASH ? culprit.equals(cause) : culprit.regionMatches(0, cause, 0, digits);
  }

  private static @Nullable Long line(@Nullable String number) {
    try {
      return number == null ? null : (Long) Long.parseLong(number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "its \"derail_line\" is \"" + DisplayText.visible(number) + "\" and no number.", e);
    }
  }
}
