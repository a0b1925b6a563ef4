package firstbad.app.serve;

import firstbad.app.cli.KnownName;
import firstbad.events.Outcome;
import firstbad.events.SearchKind;
import firstbad.story.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How bisections ended that a list is about, in the words of the list. A mixin. */
final class OutcomeOption {
  /** All that are not running; of no search alone. */
  private static final Asked ENDED = new Asked("ended", "ENDED", false);

  private static final List<Asked> CHOICES =
      Stream.concat(
              Arrays.stream(Outcome.values())
                  .filter(each -> each != Outcome.UNKNOWN)
                  .flatMap(OutcomeOption::words),
              Stream.of(ENDED))
          .toList();

  /** What a list called an outcome in an earlier release: scripts still ask so. */
  private static final Map<String, Outcome> FORMER =
      Map.of("happens-on-the-oldest-release-too", Outcome.STILL_HAPPENS);

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      completionCandidates = Choices.class,
      converter = Reader.class,
      description =
          "How it ended, in the words of the list with hyphens, such as running, timed-out,"
              + " fix-found, culprit-found (which includes fixes), or ended for any end; repeatable."
              + " Texts that are not bisection logs are listed only for not-a-bisection-log.")
  private List<Asked> asked = new ArrayList<>();

  /**
   * One word.
   *
   * @param word as it is typed
   * @param symbol what the server calls it
   * @param fix whether it is said only of searches for a fix
   */
  record Asked(String word, String symbol, boolean fix) {}

  /** What a list calls it, and what it calls it where a fix was searched for. */
  private static Stream<Asked> words(Outcome outcome) {
    Asked any = new Asked(KnownName.typed(Words.of(outcome, false)), outcome.name(), false);
    Asked ofFix = new Asked(KnownName.typed(Words.of(outcome, true)), outcome.name(), true);
    return ofFix.word.equals(any.word) ? Stream.of(any) : Stream.of(any, ofFix);
  }

  boolean isEmpty() {
    return asked.isEmpty();
  }

  /**
   * The query that asks the server for them.
   *
   * @param line whose usage is wrong where no one query asks for all of them
   * @throws ParameterException when some are said only of searches for a fix, and others are not
   */
  List<Map.Entry<String, String>> parameters(CommandLine line) {
    List<Asked> all =
        asked.stream().filter(one -> !one.fix || !asked.contains(ofAnySearch(one))).toList();
    Optional<Asked> fix = all.stream().filter(Asked::fix).findFirst();
    Optional<Asked> other = all.stream().filter(one -> !one.fix).findFirst();
    if (fix.isPresent() && other.isPresent()) {
      throw new ParameterException(line, apart(fix.get(), other.get()));
    }
    List<Map.Entry<String, String>> query = new ArrayList<>();
    all.forEach(one -> query.add(Map.entry("outcome", one.symbol)));
    fix.ifPresent(one -> query.add(Map.entry("kind", SearchKind.FIX.name())));
    return query;
  }

  private static String apart(Asked fix, Asked other) {
    return "--outcome "
        + fix.word
        + " is said only of searches for a fix, "
        + other.word
        + " of any; ask for one after the other.";
  }

  private static Asked ofAnySearch(Asked one) {
    return CHOICES.stream().filter(each -> each.symbol.equals(one.symbol)).findFirst().orElse(one);
  }

  /** Reads a word of the list, of today or of an earlier release, or a symbol, in any case. */
  static final class Reader implements ITypeConverter<Asked> {
    @Override
    public Asked convert(String value) {
      Outcome former = FORMER.get(KnownName.typed(value));
      String typed = KnownName.typed(former == null ? value : former.name());
      return CHOICES.stream()
          .filter(one -> typed.equals(one.word) || typed.equals(KnownName.typed(one.symbol)))
          .findFirst()
          .orElseThrow(() -> KnownName.isNoneOf(CHOICES.stream().map(Asked::word).toList(), value));
    }
  }

  /** All that can be asked for. */
  static final class Choices implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return CHOICES.stream().map(Asked::word).iterator();
    }
  }
}
