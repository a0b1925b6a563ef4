package firstbad.server.api;

import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.Ids;
import firstbad.server.web.Refusal;
import firstbad.server.web.WholeNumber;
import firstbad.story.Words;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a request asks for. Every method refuses what it cannot read with a sentence. */
final class QueryParameters {
  private static final int MOST = 200;
  private static final int USUAL = 50;
  private static final int LONGEST = 500;
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{7,64}");

  private static final int MOST_LABELS = 16;

  private final Context request;
  private final Set<String> described;
  private final Predicate<String> left;

  /**
   * @param described the names that the description of the API has for this path, and the only ones
   *     that may be read
   */
  QueryParameters(Context request, Set<String> described) {
    this(request, described, name -> true);
  }

  private QueryParameters(Context request, Set<String> described, Predicate<String> left) {
    this.request = request;
    this.described = described;
    this.left = left;
  }

  /**
   * The same without one parameter.
   *
   * @param name of the parameter, or of a label with {@code label=} before it
   */
  QueryParameters without(String name) {
    return new QueryParameters(request, described, left.and(each -> !each.equals(name)));
  }

  /** The values of a parameter, which has to be described. */
  private List<String> given(String name) {
    if (!described.contains(name)) {
      throw new IllegalStateException(name + " is read, and openapi.json does not describe it");
    }
    return left.test(name) ? request.queryParams(name) : List.of();
  }

  /** How many rows at most. */
  int limit() {
    return (int) number("limit", 1, MOST).orElse(USUAL);
  }

  /** Where the list goes on, its values of these kinds. */
  Cursor cursor(String list, Class<?>... kinds) {
    return Cursor.read(list, List.of(kinds), text("cursor").orElse(""));
  }

  /** Text that is there and not blank. */
  Optional<String> text(String name) {
    String text = given(name).stream().findFirst().orElse("");
    if (text.isBlank()) {
      return Optional.empty();
    }
    if (text.indexOf('\0') >= 0) {
      throw Refusal.wrong(name + " must not contain a NUL character.");
    }
    if (text.length() > LONGEST) {
      throw Refusal.wrong(name + " is longer than " + LONGEST + " characters.");
    }
    return Optional.of(text.strip());
  }

  /** A whole number in a range. */
  OptionalLong number(String name, long least, long most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong number = WholeNumber.in(text.get(), least, most);
    if (number.isPresent()) {
      return number;
    }
    throw Refusal.wrong(
        name + " must be a number from " + least + " to " + most + ", not " + shown(text.get()));
  }

  /** A time in milliseconds since the epoch. */
  OptionalLong time(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          text.get().length() <= 10
              ? LocalDate.parse(text.get()).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
              : Instant.parse(text.get()).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw Refusal.wrong(
          name
              + " must be a time in ISO 8601, such as 2026-11-22T16:26:42Z or 2026-11-22, not "
              + shown(text.get()));
    }
  }

  /** One of these words; the first where none is given. */
  String oneOf(String name, String... words) {
    String text = text(name).orElse(words[0]);
    if (!Arrays.asList(words).contains(text)) {
      throw Refusal.wrong(
          name + " must be one of " + String.join(", ", words) + ", not " + shown(text));
    }
    return text;
  }

  /**
   * Any number of a schema's symbols, by name or by the word that people read for it, in any case
   * and with hyphens; empty for all.
   */
  <E extends Enum<E>> List<String> symbols(String name, Class<E> type, String... others) {
    Map<String, String> known = new LinkedHashMap<>();
    Arrays.stream(type.getEnumConstants()).forEach(each -> known.put(each.name(), word(each)));
    Arrays.stream(others).forEach(each -> known.put(each, each));
    return given(name).stream().map(word -> symbol(name, word, known)).distinct().toList();
  }

  private static String symbol(String name, String word, Map<String, String> known) {
    String asked = typed(word);
    return known.entrySet().stream()
        .filter(each -> asked.equals(each.getKey()) || asked.equals(typed(each.getValue())))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.wrong(name + " must be one of " + choices(known) + ", not " + shown(word)));
  }

  /** Without the one that stands for what is newer than this server. */
  private static String choices(Map<String, String> known) {
    return known.entrySet().stream()
        .filter(each -> !each.getKey().equals("UNKNOWN"))
        .map(
            each ->
                each.getKey()
                    + (each.getKey().equals(typed(each.getValue()))
                        ? ""
                        : " (" + each.getValue() + ")"))
        .collect(Collectors.joining(", "));
  }

  private static String typed(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  /** As the lists have it. */
  private static String word(Enum<?> symbol) {
    return symbol == Level.NONE
        ? Words.of(Level.NONE)
        : symbol instanceof CulpritStanding standing
            ? Words.of(standing)
            : symbol instanceof Outcome outcome ? Words.of(outcome, false) : symbol.name();
  }

  /** Whether anything is asked of a parameter. */
  boolean asksFor(String name) {
    return !given(name).isEmpty();
  }

  /**
   * A condition for how culprits stand; empty where nothing is asked for.
   *
   * @param id the column with the bisection's id
   */
  Optional<String> standing(String name, String id) {
    List<String> wanted = symbols(name, CulpritStanding.class);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    boolean open = wanted.contains(CulpritStanding.OPEN.name()); // these have no row
    String listed =
        Arrays.stream(CulpritStanding.values())
            .map(Enum::name)
            .filter(each -> wanted.contains(each) != open)
            .collect(Collectors.joining("', '", "('", "')"));
    String in = open ? " NOT IN" : " IN";
    return Optional.of(id + in + " (SELECT id FROM verified WHERE standing IN " + listed + ")");
  }

  /** The values that are asked for of each label, any of which will do. */
  Map<String, List<String>> labels() {
    List<String> given = given("label");
    if (given.size() > MOST_LABELS) {
      throw Refusal.wrong("label may be given " + MOST_LABELS + " times at most.");
    }
    Map<String, List<String>> labels = new TreeMap<>();
    for (String text : given) {
      int equals = text.indexOf('=');
      if (equals < 1 || text.indexOf('\0') >= 0) {
        throw Refusal.wrong("label must be written name=value, not " + shown(text));
      }
      String name = text.substring(0, equals);
      if (left.test("label=" + name)) {
        labels.computeIfAbsent(name, each -> new ArrayList<>()).add(text.substring(equals + 1));
      }
    }
    return labels;
  }

  /** A hash or its beginning, in lower case. */
  Optional<String> hash(String name) {
    return text(name).map(text -> hash(name, text));
  }

  /** The same from the path. */
  String pathHash(String name) {
    return hash(name, request.pathParam(name));
  }

  private static String hash(String name, String text) {
    if (!HASH.matcher(text).matches()) {
      throw Refusal.wrong(
          name + " must be a hash or at least its first 7 digits, not " + shown(text));
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** The bisection that the path names. */
  String id() {
    String id = request.pathParam("id");
    if (!Ids.isLegal(id)) {
      throw Refusal.wrong(Ids.refusal(id));
    }
    return id;
  }

  private static String shown(String text) {
    String kept = text.length() <= 80 ? text : text.substring(0, 80) + "...";
    return "'" + kept + "'.";
  }
}
