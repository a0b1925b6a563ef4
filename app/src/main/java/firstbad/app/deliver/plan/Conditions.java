package firstbad.app.deliver.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import firstbad.app.deliver.plan.Condition.Comparison;
import firstbad.schemas.Topic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import picocli.CommandLine.TypeConversionException;

/** The table of all that a subscription can ask of an event. */
enum Conditions {
  LEVEL("level", Comparison.WORD, at("/assessment/level"), ""),
  KIND(
      "kind",
      Comparison.WORD,
      at("/kind"),
      "",
      EventKind.CULPRITS,
      EventKind.ENDINGS,
      EventKind.AT_STAKE,
      EventKind.VERIFICATIONS),
  ALERT("alert", Comparison.WORD, at("/kind"), "", EventKind.ALERTS),
  SEVERITY("severity", Comparison.WORD, at("/severity"), ""),
  OUTCOME("outcome", Comparison.WORD, at("/outcome"), "", EventKind.ENDINGS),
  STATE("state", Comparison.WORD, at("/state"), ""),
  SOURCE("source", Comparison.WORD, at("/source"), ""),
  BUG("bug", Comparison.ALL_WORDS, at("/bug_titles", "/labels/bug.title"), "title"),
  FILE("file", Comparison.PATH, at("/changed_files"), ""),
  RECIPIENT("recipient", Comparison.GLOB, at("/recipients_to", "/recipients_cc"), ""),
  ID("id", Comparison.GLOB, at("/id"), ""),
  AT_STAKE("at-stake", Comparison.AT_LEAST, at("/at_stake_ms"), "", EventKind.AT_STAKE);

  // An event of a schema that is newer than this program, and a bisection that has not ended.
  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private static final Set<String> NEVER_SENT = Set.of("UNKNOWN", "RUNNING");

  private final String word;

  private final Comparison comparison;

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final List<String> pointers;

  private final String within;

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final Set<EventKind> only;

  Conditions(
      String word, Comparison comparison, List<String> pointers, String within, EventKind... only) {
    this.word = word;
    this.comparison = comparison;
    this.pointers = pointers;
    this.within = within;
    this.only = only.length == 0 ? EnumSet.noneOf(EventKind.class) : EnumSet.copyOf(List.of(only));
  }

  /** What the file calls it. */
  String word() {
    return word;
  }

  /** Whether events of this kind have what is asked for. */
  boolean fits(EventKind kind) {
    return only.isEmpty() ? field(kind).isPresent() : only.contains(kind);
  }

  /**
   * The field of these events that it looks at; empty where they have none. A verification has
   * those of its culprit beside its own.
   */
  private Optional<Schema> field(EventKind kind) {
    Optional<Schema> own = field(kind.topic());
    return own.isEmpty() && kind == EventKind.VERIFICATIONS ? field(Topic.CULPRITS) : own;
  }

  private Optional<Schema> field(Topic topic) {
    Schema at = topic.value().orElseThrow();
    for (String step : pointers.get(0).substring(1).split("/", -1)) {
      if (at.getType() != Schema.Type.RECORD || at.getField(step) == null) {
        return Optional.empty();
      }
      at = at.getField(step).schema();
    }
    return Optional.of(at);
  }

  /** The words that the field can have in what is sent of these events; empty for free text. */
  private Set<String> words(Set<EventKind> events) {
    Set<String> words = new LinkedHashSet<>();
    for (EventKind kind : events) {
      field(kind)
          .filter(field -> comparison == Comparison.WORD && fits(kind))
          .filter(field -> field.getType() == Schema.Type.ENUM)
          .ifPresent(field -> words.addAll(field.getEnumSymbols()));
    }
    words.removeAll(NEVER_SENT);
    return words;
  }

  /**
   * The condition that one of these is there; a pattern that is none becomes a mistake, and so does
   * a word that no event of these kinds has.
   */
  Condition among(List<String> asked, Set<EventKind> events, Section section) {
    List<Predicate<String>> any = new ArrayList<>();
    Set<String> words = words(events);
    for (String each : asked) {
      if (!words.isEmpty() && words.stream().noneMatch(each::equalsIgnoreCase)) {
        section.mistake(
            word,
            "There is no "
                + word
                + " '"
                + each
                + "'; write one of "
                + String.join(", ", words).toLowerCase(Locale.ROOT));
      }
      try {
        any.add(comparison.of(each));
      } catch (PatternSyntaxException e) {
        section.mistake(word, "'" + each + "' is not a pattern such as 'mm/**' or 'ci-*'");
      } catch (TypeConversionException e) {
        section.mistake(word, "'" + each + "' is not a duration such as '2h'");
      }
    }
    return new Condition(
        word,
        event ->
            (this == FILE && !hasAllFiles(event))
                || values(event).anyMatch(value -> any.stream().anyMatch(p -> p.test(value))));
  }

  /** Whether it lists all files that the culprit changes: others may be those asked for. */
  private static boolean hasAllFiles(JsonNode culprit) {
    JsonNode files = culprit.path("changed_files");
    return culprit.path("changed_files_known").asBoolean()
        && culprit.path("changed_file_count").asInt() <= files.size()
        && elements(files).map(JsonNode::asText).allMatch(Conditions::isWhole);
  }

  /** Git shortens a long path to {@code .../x/y.c}, and writes {@code {a => b}/y.c} of a rename. */
  private static boolean isWhole(String path) {
    return !path.startsWith("...") && !path.contains(" => ");
  }

  private Stream<String> values(JsonNode event) {
    return pointers.stream()
        .map(place -> event.at(JsonPointer.compile(place)))
        .flatMap(found -> found.isArray() ? elements(found) : Stream.of(found))
        .map(found -> within.isEmpty() || found.isValueNode() ? found : found.path(within))
        .filter(found -> !found.isMissingNode() && !found.isNull())
        .map(JsonNode::asText);
  }

  private static List<String> at(String... pointers) {
    return List.of(pointers);
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all.stream();
  }
}
