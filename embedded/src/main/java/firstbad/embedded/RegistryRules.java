package firstbad.embedded;

import firstbad.embedded.Change.Reference;
import firstbad.embedded.Change.SchemaText;
import firstbad.embedded.RegistryError.Refusal;
import firstbad.embedded.Subjects.Version;
import io.confluent.kafka.schemaregistry.CompatibilityChecker;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a schema registry, as Confluent documents them, for Avro. What a schema is and when
 * two are compatible is decided by Confluent's own classes. Every refusal is a {@link Refusal}.
 */
final class RegistryRules {
  private static final String DEFAULT_LEVEL = "BACKWARD";
  private static final String DEFAULT_MODE = "READWRITE";
  private static final Set<String> MODES = Set.of(DEFAULT_MODE, "READONLY");
  private static final int LATEST = -1;
  private static final int SUBJECT_CHARACTERS = 1_000;

  private final Subjects subjects;
  private final Consumer<Change> journal;
  private final AvroSchemas schemas = new AvroSchemas(this::referenced);

  /**
   * A registry that knows the subjects.
   *
   * @param journal gets each change before it is visible, and keeps it or throws
   */
  RegistryRules(Subjects subjects, Consumer<Change> journal) {
    this.subjects = subjects;
    this.journal = journal;
  }

  private void change(Change change) {
    journal.accept(change);
    subjects.apply(change);
  }

  synchronized List<String> names(String prefix, boolean deleted) {
    return subjects.names(deleted).stream().filter(n -> n.startsWith(prefix)).toList();
  }

  synchronized List<Version> versions(String subject, boolean deleted) {
    List<Version> versions = subjects.versions(subject, deleted);
    if (versions.isEmpty()) {
      throw RegistryError.SUBJECT_NOT_FOUND.of(subject);
    }
    return versions;
  }

  /** The version with that number, or the last one for {@code latest} and {@code -1}. */
  synchronized Version version(String subject, String number, boolean deleted) {
    int wanted = versionNumber(number);
    List<Version> versions = versions(subject, deleted);
    if (wanted == LATEST) {
      return versions.get(versions.size() - 1);
    }
    return versions.stream()
        .filter(v -> v.version() == wanted)
        .findFirst()
        .orElseThrow(() -> RegistryError.VERSION_NOT_FOUND.of(wanted));
  }

  private static int versionNumber(String text) {
    if (text.equals("latest") || text.equals("-1")) {
      return LATEST;
    }
    if (text.matches("[1-9]\\d{0,8}")) {
      return Integer.parseInt(text);
    }
    throw RegistryError.INVALID_VERSION.of(text);
  }

  synchronized Version byId(int id) {
    return subjects.withId(id).orElseThrow(() -> RegistryError.SCHEMA_NOT_FOUND.of(id));
  }

  synchronized List<Version> versionsOf(int id, boolean deleted) {
    byId(id);
    return subjects.all().filter(v -> v.id() == id && (deleted || !v.deleted())).toList();
  }

  synchronized List<Version> all(String prefix, boolean deleted, boolean latestOnly) {
    List<Version> all = new ArrayList<>();
    for (String name : names(prefix, deleted)) {
      List<Version> versions = subjects.versions(name, deleted);
      all.addAll(latestOnly ? versions.subList(versions.size() - 1, versions.size()) : versions);
    }
    return all;
  }

  synchronized int highestId() {
    return subjects.highestId();
  }

  /** Ids of the schemas that refer to the version by name. */
  synchronized List<Integer> referencedBy(Version version) {
    return subjects
        .all()
        .filter(v -> !v.deleted() && v.text().refersTo(version.subject(), version.version()))
        .map(Version::id)
        .distinct()
        .toList();
  }

  /**
   * Registers a schema, unless the subject has it, and gives its id.
   *
   * @param normalize whether a difference that means nothing counts as none
   */
  synchronized int register(String subject, SchemaText given, boolean normalize) {
    if (subject.isBlank() || subject.length() > SUBJECT_CHARACTERS) {
      throw RegistryError.INVALID_SUBJECT.of(subject);
    }
    AvroSchema schema = schemas.parsed(given, normalize);
    Optional<Version> known = known(subject, schema, normalize, false);
    if (known.isPresent()) {
      return known.get().id();
    }
    if (mode(subject, true).equals("READONLY")) {
      throw RegistryError.NOT_PERMITTED.of(subject);
    }
    List<String> differences = differences(subject, schema, subjects.versions(subject, false));
    if (!differences.isEmpty()) {
      throw RegistryError.INCOMPATIBLE.of(subject, differences);
    }
    SchemaText text = new SchemaText(schema.canonicalString(), given.references());
    int id = subjects.idOf(text);
    change(new Change.Registered(subject, subjects.nextVersion(subject), id, text));
    return id;
  }

  /** The version under which the subject has the schema. */
  synchronized Version lookUp(
      String subject, SchemaText given, boolean normalize, boolean deleted) {
    versions(subject, deleted);
    return known(subject, schemas.parsed(given, normalize), normalize, deleted)
        .orElseThrow(() -> RegistryError.SCHEMA_NOT_FOUND.of("of the request"));
  }

  private Optional<Version> known(
      String subject, AvroSchema schema, boolean normalize, boolean deleted) {
    String wanted = schema.canonicalString();
    List<Version> latestFirst = new ArrayList<>(subjects.versions(subject, deleted));
    Collections.reverse(latestFirst);
    return latestFirst.stream()
        .filter(v -> AvroSchemas.references(v.text()).equals(schema.references()))
        .filter(
            v ->
                v.text().schema().equals(wanted)
                    || (normalize
                        && schemas.parsed(v.text(), true).canonicalString().equals(wanted)))
        .findFirst();
  }

  /** Why the schema does not go with one version of the subject, or with those its level names. */
  synchronized List<String> differences(
      String subject, @Nullable String number, SchemaText given, boolean normalize) {
    AvroSchema schema = schemas.parsed(given, normalize);
    if (number == null) {
      return differences(subject, schema, subjects.versions(subject, false));
    }
    boolean latest = versionNumber(number) == LATEST;
    return latest && subjects.versions(subject, false).isEmpty()
        ? List.of()
        : differences(subject, schema, List.of(version(subject, number, false)));
  }

  private List<String> differences(String subject, AvroSchema schema, List<Version> earlier) {
    CompatibilityLevel level = CompatibilityLevel.forName(level(subject, true));
    return CompatibilityChecker.checker(level)
        .isCompatible(schema, earlier.stream().map(v -> schemas.parsed(v.text(), false)).toList());
  }

  /** Hides all versions of a subject; or removes them, when all are hidden. */
  synchronized List<Integer> delete(String subject, boolean permanent) {
    List<Version> all = versions(subject, true);
    List<Version> seen = subjects.versions(subject, false);
    if (permanent && !seen.isEmpty()) {
      throw RegistryError.SUBJECT_NOT_SOFT_DELETED.of(subject);
    }
    if (!permanent && seen.isEmpty()) {
      throw RegistryError.SUBJECT_SOFT_DELETED.of(subject);
    }
    List<Version> gone = permanent ? all : seen;
    gone.forEach(this::unreferenced);
    gone.forEach(v -> change(new Change.Deleted(subject, v.version(), permanent)));
    return gone.stream().map(Version::version).toList();
  }

  /** Hides a version; or removes it, when it is hidden. */
  synchronized int delete(String subject, String number, boolean permanent) {
    Version version = version(subject, number, true);
    if (permanent && !version.deleted()) {
      throw RegistryError.VERSION_NOT_SOFT_DELETED.of(subject, version.version());
    }
    if (!permanent && version.deleted()) {
      throw RegistryError.VERSION_SOFT_DELETED.of(subject, version.version());
    }
    unreferenced(version);
    change(new Change.Deleted(subject, version.version(), permanent));
    return version.version();
  }

  private void unreferenced(Version version) {
    if (!referencedBy(version).isEmpty()) {
      throw RegistryError.REFERENCED.of(
          "{subject=" + version.subject() + ",version=" + version.version() + "}");
    }
  }

  /** The compatibility level of a subject, or of all for null. */
  synchronized String level(@Nullable String subject, boolean orGlobal) {
    String global = subjects.level().orElse(DEFAULT_LEVEL);
    if (subject == null) {
      return global;
    }
    Optional<String> own = subjects.level(subject);
    if (own.isEmpty() && !orGlobal) {
      throw RegistryError.NO_LEVEL_OF_SUBJECT.of(subject);
    }
    return own.orElse(global);
  }

  synchronized String setLevel(@Nullable String subject, String level) {
    CompatibilityLevel known = CompatibilityLevel.forName(level.toUpperCase(Locale.ROOT));
    if (known == null) {
      throw RegistryError.INVALID_LEVEL.of(level);
    }
    change(new Change.LevelSet(subject, known.name));
    return known.name;
  }

  /** Takes a level back and gives what it was. */
  synchronized String unsetLevel(@Nullable String subject) {
    String was = level(subject, true);
    if (subject != null && subjects.level(subject).isEmpty()) {
      throw RegistryError.SUBJECT_NOT_FOUND.of(subject);
    }
    change(new Change.LevelSet(subject, null));
    return was;
  }

  /** Whether a subject can be written to, or all for null. */
  synchronized String mode(@Nullable String subject, boolean orGlobal) {
    String global = subjects.mode().orElse(DEFAULT_MODE);
    if (subject == null) {
      return global;
    }
    Optional<String> own = subjects.mode(subject);
    if (own.isEmpty() && !orGlobal) {
      throw RegistryError.NO_MODE_OF_SUBJECT.of(subject);
    }
    return own.orElse(global);
  }

  synchronized String setMode(@Nullable String subject, String mode) {
    if (!MODES.contains(mode)) {
      throw RegistryError.INVALID_MODE.of(mode);
    }
    change(new Change.ModeSet(subject, mode));
    return mode;
  }

  synchronized String unsetMode(String subject) {
    String was = mode(subject, true);
    if (subjects.mode(subject).isEmpty()) {
      throw RegistryError.SUBJECT_NOT_FOUND.of(subject);
    }
    change(new Change.ModeSet(subject, null));
    return was;
  }

  private Version referenced(Reference reference) {
    try {
      return version(reference.subject(), String.valueOf(reference.version()), true);
    } catch (Refusal e) {
      throw RegistryError.INVALID_SCHEMA.of(
          "it refers to version "
              + reference.version()
              + " of subject "
              + reference.subject()
              + ", which is not here");
    }
  }
}
