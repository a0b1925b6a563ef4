package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.SearchKind;
import firstbad.server.view.Dialect;
import firstbad.server.view.SearchWords;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The list of bisections: filtered, sorted, paged. */
final class Bisections {
  /** The outcome of a text that is not a bisection log; lists leave it out unless asked for it. */
  private static final String NO_BISECTION = "NOT_A_BISECTION";

  /** A condition that leaves those texts out. */
  static final String BISECTIONS_ONLY = "b.outcome <> '" + NO_BISECTION + "'";

  /** All that are not running. */
  static final String ENDED = "ENDED";

  /** A word that may begin a hash. */
  static final Pattern HASH_PREFIX = Pattern.compile("[0-9a-f]{7,64}");

  private static final String TESTS_OR_NAMES =
      """
      (b.id IN (SELECT id FROM revisions WHERE commit_hash >= :commit AND commit_hash < :behind)
        OR b.id IN (SELECT id FROM culprits WHERE commit_hash >= :commit AND commit_hash < :behind))
      """;

  private static final String NAMES =
      "b.id IN (SELECT id FROM culprits"
          + " WHERE commit_hash >= :culprit AND commit_hash < :culpritEnd)";

  /** Those of which {@code :title} is one of the bug's own titles. */
  static final String SEARCHES_FOR =
      """
      b.id IN (SELECT s.id FROM sightings s JOIN titles t ON t.num = s.title_num
        WHERE t.title = :title AND s.own = 1)
      """;

  private static final String COUNT =
      "SELECT count(*) FROM bisections b WHERE b.head_version > 0 AND " + BISECTIONS_ONLY + " AND ";

  /** What the list of those that run warns of, as the overview counts it. */
  private enum Warning {
    DERAILED("b.derailed = 1"),
    STALLED("b.outcome = 'RUNNING' AND b.stalled_line >= b.last_line");

    final String condition;

    Warning(String condition) {
      this.condition = "(" + condition + ")";
    }
  }

  /** The warnings of a row, with blanks between them. */
  static final String WARNINGS =
      Arrays.stream(Warning.values())
          .map(each -> "CASE WHEN " + each.condition + " THEN '" + each + "' ELSE '' END")
          .collect(Collectors.joining(" || ' ' || ", "trim(", ")"));

  /** What can be sorted by: column, and a row's value of it. */
  private static final Map<String, Sort> SORTS =
      Map.of(
          "last_line_at", new Sort("b.last_line_at", Long.class, Summaries.Row::lastLineAt),
          "started_at", new Sort("b.started_at", Long.class, Summaries.Row::startedAt),
          "progress", new Sort("b.progress", Double.class, Summaries.Row::progress),
          "probability", new Sort("b.probability", Double.class, Summaries.Row::probability));

  private record Sort(String column, Class<?> kind, Function<Summaries.Row, Object> value) {}

  private final Dialect dialect;

  Bisections(Dialect dialect) {
    this.dialect = dialect;
  }

  JsonNode list(Handle db, QueryParameters asked) {
    String sorted =
        asked.oneOf(
            "sort",
            "-last_line_at",
            "last_line_at",
            "-started_at",
            "-progress",
            "-probability",
            "probability");
    boolean descending = sorted.startsWith("-");
    Sort sort = SORTS.get(descending ? sorted.substring(1) : sorted);
    if (sort == null) {
      throw new IllegalStateException("no column for " + sorted);
    }
    PageQuery listing =
        new PageQuery("SELECT " + Summaries.COLUMNS + " FROM bisections b")
            .where("b.head_version > 0");
    filter(db, listing, asked, sort.column().equals("b.last_line_at"));
    listing.ordered(
        descending,
        List.of(sort.column(), "b.id"),
        asked.cursor("bisections " + sorted, sort.kind(), String.class));
    int limit = asked.limit();
    List<Summaries.Row> rows = listing.rows(db, limit + 1, (row, c) -> Summaries.Row.of(row));
    Summaries summaries = new Summaries(db, rows);
    return JsonAnswer.page(
        rows,
        limit,
        summaries::of,
        row -> Cursor.of("bisections " + sorted, sort.value().apply(row), row.id()));
  }

  /** Narrows a list of bisections down to those that are asked for. */
  void filter(Handle db, PageQuery listing, QueryParameters asked, boolean byLastLine) {
    List<String> outcomes = asked.symbols("outcome", Outcome.class, ENDED);
    if (outcomes.isEmpty() || (outcomes.contains(ENDED) && !outcomes.contains(NO_BISECTION))) {
      listing.where(BISECTIONS_ONLY);
    }
    if (outcomes.contains(ENDED)) {
      if (!outcomes.contains(Outcome.RUNNING.name())) {
        listing.where("b.outcome <> 'RUNNING'");
      }
    } else {
      among(db, listing, "b.outcome", outcomes, byLastLine);
    }
    among(db, listing, "b.kind", asked.symbols("kind", SearchKind.class), byLastLine);
    among(db, listing, "b.level", asked.symbols("level", Level.class), byLastLine);
    asked.standing("verification", "b.id").ifPresent(listing::where);
    LabelFilter.narrow(db, listing, "b.id", asked);
    asked.time("since").ifPresent(at -> listing.where("b.last_line_at >= :since", "since", at));
    asked.time("until").ifPresent(at -> listing.where("b.last_line_at < :until", "until", at));
    asked
        .hash("commit")
        .ifPresent(
            hash ->
                listing.where(TESTS_OR_NAMES, "commit", hash).where("1 = 1", "behind", hash + 'g'));
    asked
        .hash("culprit")
        .ifPresent(
            hash -> listing.where(NAMES, "culprit", hash).where("1 = 1", "culpritEnd", hash + 'g'));
    asked.text("title").ifPresent(title -> listing.where(SEARCHES_FOR, "title", title));
    List<String> warnings = asked.symbols("warning", Warning.class);
    if (!warnings.isEmpty()) {
      listing.where(
          warnings.stream()
              .map(word -> Warning.valueOf(word).condition)
              .collect(Collectors.joining(" OR ", "(", ")")));
    }
    asked.text("q").ifPresent(question -> matching(db, listing, question));
  }

  /** How many the list has that test or name a commit. */
  static long testingOrNaming(Handle db, String commit) {
    return db.createQuery(COUNT + TESTS_OR_NAMES)
        .bind("commit", commit)
        .bind("behind", commit + 'g')
        .mapTo(Long.class)
        .one();
  }

  /** How many the list has that name a commit as their culprit. */
  static long naming(Handle db, String commit) {
    return db.createQuery(COUNT + NAMES)
        .bind("culprit", commit)
        .bind("culpritEnd", commit + 'g')
        .mapTo(Long.class)
        .one();
  }

  /** How many the list has that searched for a bug with this title. */
  static long searchingFor(Handle db, String title) {
    return db.createQuery(COUNT + SEARCHES_FOR).bind("title", title).mapTo(Long.class).one();
  }

  /** Those that a question means, and those that test a commit whose hash begins so. */
  void matching(Handle db, PageQuery listing, String question) {
    List<String> words = SearchWords.asked(question);
    if (words.size() == 1 && HASH_PREFIX.matcher(words.get(0)).matches()) {
      listing
          .where(
              "(b.id IN ("
                  + dialect.found("bisection")
                  + ") OR b.id IN (SELECT id FROM revisions"
                  + " WHERE commit_hash >= :asked AND commit_hash < :askedEnd))",
              "match",
              dialect.match(words))
          .where("1 = 1", "asked", words.get(0))
          .where("1 = 1", "askedEnd", words.get(0) + 'g');
      return;
    }
    MatchingBisections.narrow(db, dialect, listing, "b.id", question);
  }

  /**
   * Rows with one value are in the order of their last line at hand. In another order they have to
   * be sorted, which only few are worth; of many the list's order is walked.
   */
  private static void among(
      Handle db, PageQuery listing, String column, List<String> wanted, boolean byLastLine) {
    if (wanted.size() == 1 && !byLastLine && many(db, column, wanted.get(0))) {
      listing.walkedAmong(column, wanted);
    } else {
      listing.among(column, wanted);
    }
  }

  private static boolean many(Handle db, String column, String value) {
    return db.createQuery(
                "SELECT count(*) FROM (SELECT 1 FROM bisections b WHERE "
                    + column
                    + " = :value LIMIT :most) AS found")
            .bind("value", value)
            .bind("most", MatchingBisections.FEW)
            .mapTo(Long.class)
            .one()
        == MatchingBisections.FEW;
  }
}
