package firstbad.story;

import firstbad.events.Level;
import firstbad.schemas.CulpritStanding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How often trust was right, by what became of culprits. Sums alone, so that the order of the
 * culprits does not matter, and a verification that changes moves its culprit exactly. The page and
 * the terminal say what stands here, and so agree to the digit.
 *
 * @param rows one for each set of parameters and level that culprits have; culprits that were not
 *     judged are left out
 * @param bins ten for each set of parameters, by probability, of the culprits whose answer is known
 */
public record TrackRecord(List<Row> rows, List<Bin> bins) {
  private static final int BINS = 10;
  private static final List<Level> LEVELS = List.of(Level.HIGH, Level.MIDDLE, Level.LOW);

  /** Standard deviations on each side of a 95 % interval. */
  private static final double WIDTH = 1.959964;

  /**
   * Culprits of which the same is to be said.
   *
   * @param parameters the version of the parameters with which they were judged
   * @param probability from 0 to 1; null where it was not judged, or where nobody asks for it since
   *     no answer is known
   * @param culprits how many they are
   */
  public record Culprits(
      String parameters,
      Level level,
      @Nullable Double probability,
      CulpritStanding standing,
      long culprits) {}

  /**
   * Culprits with one level.
   *
   * @param open without an answer: not verified, in doubt, or disputed, as the sentence tells apart
   * @param from lower end of the 95 % interval of the share that is right (Wilson); null where no
   *     answer is known
   * @param to its upper end
   * @param before how often these parameters were right at this level on logs with known answers,
   *     before they were shipped: a sentence; null where that was not measured
   */
  public record Row(
      String parameters,
      Level level,
      long confirmed,
      long refuted,
      long open,
      @Nullable Double from,
      @Nullable Double to,
      String sentence,
      @Nullable String before) {}

  /**
   * Culprits whose probability is in [from, to).
   *
   * @param parameters the version of the parameters with which they were judged
   * @param claimed mean probability; null where there is none
   */
  public record Bin(
      String parameters,
      double from,
      double to,
      long answered,
      long right,
      @Nullable Double claimed) {}

  /** The table of these culprits. */
  public static TrackRecord of(Collection<Culprits> all) {
    Map<String, Map<Level, Map<CulpritStanding, Long>>> sums = new TreeMap<>();
    Map<String, long[][]> bins = new TreeMap<>();
    for (Culprits each : all) {
      if (!LEVELS.contains(each.level())) {
        continue;
      }
      sums.computeIfAbsent(each.parameters(), none -> new TreeMap<>())
          .computeIfAbsent(each.level(), none -> new EnumMap<>(CulpritStanding.class))
          .merge(each.standing(), each.culprits(), Long::sum);
      boolean right = each.standing() == CulpritStanding.CONFIRMED;
      boolean answered = each.standing().answered();
      long[][] its = bins.computeIfAbsent(each.parameters(), none -> new long[BINS][3]);
      Double probability = each.probability();
      if (answered && probability != null) {
        long[] bin = its[Math.min(BINS - 1, (int) (probability * BINS))];
        bin[0] += each.culprits();
        bin[1] += right ? each.culprits() : 0;
        bin[2] += each.culprits() * Math.round(probability * 1_000_000);
      }
    }
    return new TrackRecord(rows(sums), bins(bins));
  }

  private static List<Row> rows(Map<String, Map<Level, Map<CulpritStanding, Long>>> sums) {
    List<Row> rows = new ArrayList<>();
    sums.forEach(
        (parameters, levels) ->
            levels.forEach((level, sum) -> rows.add(row(parameters, level, sum))));
    rows.sort(
        Comparator.comparing(Row::parameters).thenComparing(row -> LEVELS.indexOf(row.level())));
    return List.copyOf(rows);
  }

  private static Row row(String parameters, Level level, Map<CulpritStanding, Long> sum) {
    long confirmed = sum.getOrDefault(CulpritStanding.CONFIRMED, 0L);
    long refuted = sum.getOrDefault(CulpritStanding.REFUTED, 0L);
    long answered = confirmed + refuted;
    long all = sum.values().stream().mapToLong(Long::longValue).sum();
    Double from = answered == 0 ? null : (Double) end(confirmed, answered, -WIDTH);
    Double to = answered == 0 ? null : (Double) end(confirmed, answered, WIDTH);
    String word = level.name().substring(0, 1) + level.name().substring(1).toLowerCase(Locale.ROOT);
    return new Row(
        parameters,
        level,
        confirmed,
        refuted,
        all - answered,
        from,
        to,
        word
            + " trust: "
            + (from == null || to == null
                ? "no verified culprit yet"
                : right(confirmed, answered, from, to))
            + unanswered(sum)
            + ".",
        before(parameters, level));
  }

  private static String right(long confirmed, long answered, double from, double to) {
    return "%d of %s %s right (95 %% interval %d to %d %%)"
        .formatted(
            confirmed,
            Phrases.count(answered, "verified culprit"),
            answered == 1 || confirmed == 1 ? "was" : "were",
            Math.round(100 * from),
            Math.round(100 * to));
  }

  /** In the words and numbers of the choices by which a list of culprits is narrowed. */
  private static String unanswered(Map<CulpritStanding, Long> sum) {
    String parts =
        sum.entrySet().stream()
            .filter(each -> !each.getKey().answered() && each.getValue() > 0)
            .map(each -> Phrases.number(each.getValue()) + " " + Words.of(each.getKey()))
            .collect(Collectors.joining(", "));
    return parts.isEmpty() ? "" : "; " + parts;
  }

  private static @Nullable String before(String parameters, Level level) {
    MeasuredRights measured = MeasuredRights.of(parameters, level);
    return measured == null
        ? null
        : "In logs with known answers, %d of %d such culprits were right (95 %% interval %d to %d %%)."
            .formatted(
                measured.right(),
                measured.answered(),
                Math.round(100 * end(measured.right(), measured.answered(), -WIDTH)),
                Math.round(100 * end(measured.right(), measured.answered(), WIDTH)));
  }

  /** One end of Wilson's score interval, rounded to 6 decimals. */
  private static double end(long right, long answered, double width) {
    double share = right / (double) answered;
    double square = width * width / answered;
    double middle = share + square / 2;
    double half =
        width * StrictMath.sqrt(share * (1 - share) / answered + square / (4.0 * answered));
    double end = Math.max(0, Math.min(1, (middle + half) / (1 + square)));
    return Math.round(end * 1_000_000) / 1_000_000.0;
  }

  private static List<Bin> bins(Map<String, long[][]> sums) {
    List<Bin> bins = new ArrayList<>();
    sums.forEach(
        (parameters, its) -> {
          for (int i = 0; i < BINS; i++) {
            bins.add(bin(parameters, i, its[i]));
          }
        });
    return List.copyOf(bins);
  }

  private static Bin bin(String parameters, int number, long[] sum) {
    long answered = sum[0];
    return new Bin(
        parameters,
        number / (double) BINS,
        (number + 1) / (double) BINS,
        answered,
        sum[1],
        answered == 0 ? null : (Double) (sum[2] / (1_000_000.0 * answered)));
  }
}
