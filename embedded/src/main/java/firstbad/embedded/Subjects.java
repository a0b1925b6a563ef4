package firstbad.embedded;

import firstbad.embedded.Change.SchemaText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all changes so far add up to. */
final class Subjects {
  private final NavigableMap<String, NavigableMap<Integer, Version>> bySubject = new TreeMap<>();
  // Where the id of every text is remembered, also of those that were removed.
  private final Map<SchemaText, Integer> ids = new HashMap<>();
  private final Map<String, String> levels = new HashMap<>();
  private final Map<String, String> modes = new HashMap<>();
  private @Nullable String level;
  private @Nullable String mode;

  /** One version of a subject; a deleted one is hidden, yet can still be read by its id. */
  record Version(String subject, int version, int id, SchemaText text, boolean deleted) {}

  void apply(Change change) {
    if (change instanceof Change.Registered registered) {
      add(registered);
    } else if (change instanceof Change.Deleted deleted) {
      remove(deleted);
    } else if (change instanceof Change.LevelSet set) {
      level = set(levels, set.subject(), set.level(), level);
    } else if (change instanceof Change.ModeSet set) {
      mode = set(modes, set.subject(), set.mode(), mode);
    }
  }

  private void add(Change.Registered registered) {
    ids.put(registered.text(), registered.id());
    bySubject
        .computeIfAbsent(registered.subject(), s -> new TreeMap<>())
        .put(
            registered.version(),
            new Version(
                registered.subject(),
                registered.version(),
                registered.id(),
                registered.text(),
                false));
  }

  private void remove(Change.Deleted deleted) {
    NavigableMap<Integer, Version> versions =
        bySubject.getOrDefault(deleted.subject(), new TreeMap<>());
    if (deleted.permanent()) {
      versions.remove(deleted.version());
      if (versions.isEmpty()) {
        bySubject.remove(deleted.subject());
      }
    } else {
      versions.computeIfPresent(
          deleted.version(), (n, v) -> new Version(v.subject(), n, v.id(), v.text(), true));
    }
  }

  private static @Nullable String set(
      Map<String, String> ofSubjects,
      @Nullable String subject,
      @Nullable String value,
      @Nullable String global) {
    if (subject == null) {
      return value;
    }
    if (value == null) {
      ofSubjects.remove(subject);
    } else {
      ofSubjects.put(subject, value);
    }
    return global;
  }

  /** Names in order; with deleted, also those of which no version is left to be seen. */
  List<String> names(boolean deleted) {
    return bySubject.entrySet().stream()
        .filter(e -> e.getValue().values().stream().anyMatch(v -> deleted || !v.deleted()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Versions of a subject, oldest first; empty when there is none. */
  List<Version> versions(String subject, boolean deleted) {
    Collection<Version> versions = bySubject.getOrDefault(subject, new TreeMap<>()).values();
    return versions.stream().filter(v -> deleted || !v.deleted()).toList();
  }

  Stream<Version> all() {
    return bySubject.values().stream().flatMap(versions -> versions.values().stream());
  }

  Optional<Version> withId(int id) {
    return all().filter(v -> v.id() == id).findFirst();
  }

  /** The id that the text has had from its first registration on, or the next free one. */
  int idOf(SchemaText text) {
    Integer known = ids.get(text);
    return known != null ? known : highestId() + 1;
  }

  int highestId() {
    return ids.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  int nextVersion(String subject) {
    List<Version> versions = new ArrayList<>(versions(subject, true));
    return versions.isEmpty() ? 1 : versions.get(versions.size() - 1).version() + 1;
  }

  Optional<String> level(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  Optional<String> level() {
    return Optional.ofNullable(level);
  }

  Optional<String> mode(String subject) {
    return Optional.ofNullable(modes.get(subject));
  }

  Optional<String> mode() {
    return Optional.ofNullable(mode);
  }
}
